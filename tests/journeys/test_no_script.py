"""The story without JavaScript: an old phone, a proxy that strips scripts, a script that failed."""

from playwright.sync_api import expect

from tests.journeys import walk
from tests.journeys.browser import DESK
from tests.journeys.given import case_of
from tests.journeys.people import Citizen, Officer, Story


def test_the_story_needs_no_javascript(window, product):
    citizen = Citizen(window(java_script_enabled=False))
    officer = Officer(window(java_script_enabled=False, viewport=DESK))
    story = Story()

    receipt, sms = walk.tell(citizen, product, story)
    walk.take_and_ask(officer, receipt)
    walk.reply(citizen, product, story)
    walk.answer(officer, receipt)
    letter = walk.read(citizen, product, story, receipt)
    walk.rate_and_reopen(citizen, receipt)

    assert receipt.number in sms
    assert letter.body().startswith(b"%PDF-")
    officer.go(f"/desk/{receipt.number}/")
    officer.is_told(walk.REASON)


def test_mistakes_are_said_without_javascript_and_nothing_typed_is_lost(window):
    citizen = Citizen(window(java_script_enabled=False))
    story = Story(phone="9911")
    citizen.begins_story(story)
    citizen.press()
    citizen.at("/feedback/files/")
    citizen.press()
    citizen.at("/feedback/who/")
    citizen.press("button[name=who][value=person]")
    citizen.at("/feedback/you/")

    citizen.says_who(story)
    citizen.turns()

    citizen.sees(".error-summary")
    expect(citizen.page.locator("[name=phone]")).to_have_value("9911")
    expect(citizen.page.locator("[name=given_name]")).to_have_value(story.given_name)
    citizen.fill(phone="99110012")
    citizen.press()
    citizen.at("/feedback/check/")


def test_a_head_gives_ticked_cases_to_an_officer_without_javascript(window, product):
    number = case_of(product, Story()).number
    head = Officer(window(java_script_enabled=False, viewport=DESK))
    head.enters_as("Ганаа")

    head.finds(number).locator("input[type=checkbox]").check()
    officers = head.page.locator("select[name=handler]")
    bold = officers.locator("option", has_text="Болд").get_attribute("value")
    officers.select_option(bold)
    head.turns("form[action*='/desk/assign/'] button[type=submit]")

    head.page.locator(".notice-good", has_text=number).wait_for()
    officer = Officer(window(viewport=DESK))
    officer.enters_as("Болд")
    officer.finds(number, queue="mine")
