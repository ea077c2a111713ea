"""What happens to people: a nervous finger, a lost network, a wrong number, two officers."""

import re

from playwright.sync_api import expect

from tests.journeys.browser import DESK
from tests.journeys.given import case_of
from tests.journeys.people import Citizen, Officer, Story
from tests.journeys.walk import ANSWER, GROUND


def test_a_double_click_sends_one_case(window, product):
    citizen, officer = Citizen(window()), Officer(window(viewport=DESK))
    story = Story()
    citizen.tells(story, with_photo=False)

    citizen.page.locator("main form .button-primary").dblclick()
    citizen.at("/feedback/sent/")

    number = citizen.receipt().number
    officer.enters_as("Болд")
    assert officer.searches(story.phone) == [number]


def test_two_presses_without_javascript_send_one_case(window, product):
    """Nothing in the page holds the second press back: only the server can."""
    citizen = Citizen(window(java_script_enabled=False))
    officer = Officer(window(viewport=DESK))
    story = Story()
    citizen.tells(story, with_photo=False)

    citizen.page.locator("main form .button-primary").dblclick()
    citizen.at("/feedback/sent/")

    number = citizen.receipt().number
    officer.enters_as("Болд")
    assert officer.searches(story.phone) == [number]


def test_words_typed_while_the_network_was_lost_are_still_there(window):
    """Where no worker is; with one, the page that keeps letters comes (test_app_pages.py)."""
    citizen = Citizen(window(service_workers="block"))
    story = Story()
    citizen.begins_story(story)
    citizen.page.context.set_offline(True)

    # The browser shows its own page of despair.
    with citizen.page.expect_event("requestfailed"):
        citizen.press()
    citizen.page.wait_for_url(lambda address: address.startswith("chrome-error:"))
    citizen.page.context.set_offline(False)
    citizen.go("/feedback/story/")

    expect(citizen.page.locator("[name=text]")).to_have_value(story.text)
    expect(citizen.page.locator("[name=wish]")).to_have_value(story.wish)
    citizen.press()
    citizen.at("/feedback/files/")


def test_a_phone_that_was_put_away_goes_on_where_it_stopped(window):
    citizen = Citizen(window())
    story = Story()
    citizen.begins_story(story)
    citizen.press()
    citizen.at("/feedback/files/")

    citizen.go("/feedback/")

    citizen.is_told(story.text[:40])
    citizen.press("main a.button-primary")
    citizen.page.wait_for_url(lambda address: not address.endswith("/feedback/"))


def test_two_officers_answer_and_the_second_is_told_who_was_first(window, product):
    number = case_of(product, Story()).number
    first, second = Officer(window(viewport=DESK)), Officer(window(viewport=DESK))
    first.enters_as("Болд")
    first.go(f"/desk/{number}/")
    first.registers(number)
    first.takes(number)
    second.enters_as("Сараа")
    second.go(f"/desk/{number}/")
    second.writes_answer(number, outcome="explained", text="Би ч бас хариулсан.")

    first.answers(number, outcome="partly", text=ANSWER, ground=GROUND)
    second.turns("button[name=step][value=send]")

    second.sees("main .notice-warn")
    second.is_told("Болд")
    words = re.compile(re.escape("Би ч бас хариулсан."))
    expect(second.page.locator("main textarea").first).to_have_value(words)
