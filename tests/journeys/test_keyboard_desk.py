"""A whole case without a mouse: called in, taken, answered, read and rated.

A skilled typist needs 0.28 s for a key (Card, Moran and Newell, 1983), so under 30 seconds of typing
a call leaves room for its words and for `MOST_KEYS` others.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import walk
from tests.journeys.browser import DESK
from tests.journeys.people import Citizen, Officer, Operator, Receipt, Story
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.without_worker
MOST_KEYS = 60
FOCUSED = "(wanted) => document.activeElement.matches(wanted)"


class Keyboard:
    """A window in which nothing is clicked. Counts the presses that are not words."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        self.presses += len(keys)

    def type(self, words):
        self.page.keyboard.insert_text(words)

    def at(self, wanted):
        """Wait until the wanted element has the focus, without a key."""
        self.page.wait_for_function(FOCUSED, arg=wanted)

    def tab(self, wanted):
        """On to the wanted element, or to its group when it is one of several radios."""
        for _press in range(MOST_KEYS):
            self.press("Tab")
            if self.page.evaluate(FOCUSED, wanted):
                return
        raise AssertionError(f"{MOST_KEYS} tabs did not reach {wanted}")

    def choose(self, value):
        """Down the list that has the focus. Letters would be fewer keys: this counts the worst."""
        while self.page.evaluate("() => document.activeElement.value") != value:
            assert self.presses < MOST_KEYS, f"The list has no {value}"
            self.press("ArrowDown")


def begun(window, phone):
    """An operator with a call of this number open, the first field under the fingers."""
    operator = Operator(window(viewport=DESK))
    operator.enters_as("Оюун")
    operator.go("/desk/hotline/")
    keys = Keyboard(operator.page)
    keys.at("[name=phone]")
    keys.type(phone)
    keys.press("Enter")
    operator.page.wait_for_url("**/desk/hotline/calls/*/")
    keys.at("[name=text]")
    return operator, keys


def test_advice_is_kept_while_the_caller_is_on_the_line(window):
    operator, keys = begun(window, Story().phone)
    keys.type("Жин хэдэн жилд нэг удаа шалгуулах вэ?")
    keys.tab("#explained > summary")
    keys.press("Enter")
    keys.tab("[name=answer]")
    keys.type("Нэг жилд нэг удаа.")
    keys.press("Control+Enter")
    operator.page.wait_for_url("**/done/")

    expect(operator.page.locator(".chip-good")).to_have_count(1)
    assert operator.receipt().number
    assert keys.presses + len("99112233") <= MOST_KEYS


def test_a_called_in_complaint_is_answered_and_rated_with_the_keyboard_alone(window, product):
    story = Story()
    operator, keys = begun(window, story.phone)
    keys.type(story.text)
    keys.tab("[name=kind]")
    keys.press("Space")
    keys.tab("[name=aimag]")
    keys.choose("orkhon")
    keys.tab("[name=family_name]")
    keys.type(story.family_name)
    keys.tab("[name=given_name]")
    keys.type(story.given_name)
    keys.tab("[name=address]")
    keys.type(story.address)
    keys.press("Control+Enter")
    operator.page.wait_for_url("**/done/")
    receipt = operator.receipt()

    assert keys.presses + len(story.phone) <= MOST_KEYS

    answered_by_keys(Officer(window(viewport=DESK)), receipt)
    rated_by_keys(Citizen(window()), product.wait_for_text(story.phone, nth=2))


def answered_by_keys(officer, receipt: Receipt):
    page, keys = officer.page, officer.page.keyboard
    case = f"/desk/{receipt.number}/"
    officer.enters_as("Ганаа")
    officer.go(case)
    tab_to(page, ".case-doors a[href$='/take/']")
    keys.press("Enter")
    page.locator("#panel form[action$='/take/']").wait_for()
    tab_to(page, "#panel .button-primary")
    with page.expect_navigation():
        keys.press("Enter")
    officer.sees("main .notice-good")
    tab_to(page, ".case-doors a[href$='/answer/']")
    keys.press("Enter")
    officer.at(f"{case}answer/")
    tab_to(page, "[name=outcome]")
    keys.press("Space")
    tab_to(page, "main [name=text]")
    keys.insert_text(walk.ANSWER)
    tab_to(page, "main [name=ground]")
    keys.insert_text(walk.GROUND)
    tab_to(page, "button[name=step][value=preview]")
    with page.expect_navigation():
        keys.press("Enter")
    tab_to(page, "button[name=step][value=send]")
    keys.press("Enter")
    officer.at(case)


def rated_by_keys(citizen, sms):
    page, keys = citizen.page, citizen.page.keyboard
    citizen.opens_link(sms)
    tab_to(page, "[name=solved]")
    keys.press("Space")
    tab_to(page, "[name=score]")
    keys.press("Space")
    tab_to(page, "form[action$='/rating/'] button[type=submit]")
    with page.expect_navigation():
        keys.press("Enter")

    citizen.sees(".notice-good")
    citizen.is_told(re.compile(r"Баярлалаа|үнэл"))
