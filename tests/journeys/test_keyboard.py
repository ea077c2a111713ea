"""Without a mouse: only Tab, letters, arrows, Space and Enter, and the focus is always seen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import DESK
from tests.journeys.given import case_of
from tests.journeys.people import Citizen, Officer, Story

pytestmark = pytest.mark.without_worker
MOST_TABS = 80
# A radio shows its focus on its label, which is the card one sees.
SEEN = """() => {
  const here = document.activeElement;
  return [here, ...(here.labels || [])].map((part) => getComputedStyle(part)).some((style) =>
    parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""


def tab_to(page, wanted):
    """Press Tab until the wanted element has the focus; every stop on the way must be visible."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("() => document.activeElement.outerHTML")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{MOST_TABS} tabs did not reach {wanted}")


def walk_list(page, wanted):
    """Down a list with the arrow key until the value is chosen."""
    for _press in range(MOST_TABS):
        if page.evaluate("() => document.activeElement.value") == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The list has no {wanted}")


def test_a_complaint_is_sent_with_the_keyboard_alone(window):
    citizen, story = Citizen(window()), Story()
    page, keys = citizen.page, citizen.page.keyboard
    citizen.go("/")

    tab_to(page, "a.kind[href*='kind=complaint']")
    keys.press("Enter")
    citizen.at("/feedback/service/?kind=complaint")
    tab_to(page, "button[name=service][value=verification]")
    keys.press("Enter")
    citizen.at("/feedback/place/")
    tab_to(page, "[name=place]")
    walk_list(page, "orkhon")
    tab_to(page, "main .button-primary")
    keys.press("Enter")
    citizen.at("/feedback/story/")
    tab_to(page, "[name=text]")
    keys.insert_text(story.text)
    tab_to(page, "main .button-primary")
    keys.press("Enter")
    citizen.at("/feedback/files/")
    tab_to(page, "main .button-primary")
    keys.press("Enter")
    citizen.at("/feedback/who/")
    tab_to(page, "button[name=who][value=unnamed]")
    keys.press("Enter")
    citizen.at("/feedback/check/")
    tab_to(page, "main .button-primary")
    keys.press("Enter")
    citizen.at("/feedback/sent/")

    assert citizen.receipt().number


def test_a_mistake_takes_the_focus_to_its_summary_and_on_to_the_field(window):
    citizen = Citizen(window())
    citizen.begins_story(Story(text="", wish=""))
    citizen.turns()

    page = citizen.page
    citizen.sees(".error-summary")
    page.wait_for_function("() => document.activeElement.closest('.error-summary')")
    tab_to(page, ".error-summary a")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.name === 'text'")


def test_an_officer_reads_the_list_and_acts_with_letters(window, product):
    numbers = [case_of(product, Story()).number for _case in range(2)]
    officer = Officer(window(viewport=DESK))
    page, keys = officer.page, officer.page.keyboard
    officer.enters_as("Болд")
    officer.finds(numbers[0])
    here = "() => document.activeElement.closest('[data-row]')?.textContent.match(/\\d{2}-\\d{6}-\\d/)[0]"

    other = f"(first) => {{ const now = ({here})(); return now && now !== first && now; }}"
    keys.press("j")
    first = page.wait_for_function(here).json_value()
    keys.press("j")
    page.wait_for_function(other, arg=first)
    keys.press("k")
    page.wait_for_function(f"(first) => ({here})() === first", arg=first)
    keys.press("/")
    page.wait_for_function("() => document.activeElement.matches('[data-search]')")
    keys.insert_text(numbers[0])
    page.wait_for_function("() => document.querySelectorAll('[data-row]').length === 1")
    # The list has looked by itself; what Enter brings is another list.
    page.evaluate("() => { document.querySelector('#cases').dataset.before = ''; }")
    keys.press("Enter")
    expect(page.locator("#cases:not([data-before]) [data-row]")).to_have_count(1)
    keys.press("Tab")
    keys.press("j")
    keys.press("o")
    officer.at(f"/desk/{numbers[0]}/")
    keys.press("?")
    expect(page.locator("#keys")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    keys.press("n")
    page.locator("#panel textarea").wait_for()
