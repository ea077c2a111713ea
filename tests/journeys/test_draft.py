"""What scripts add to the citizen's form: words kept until they are sent, a voice note."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.installed import until
from tests.journeys.people import MAIN_BUTTON

WORDS = "Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжсэн."
KEPT = "localStorage.getItem('feedback.kept')"
HAS_WORDS = f"(words) => ({KEPT} || '').includes(words)"
FILES = "document.querySelector('#id_voice').files.length"


@pytest.fixture
def writer(phone):
    """A citizen's window that stands before "what happened"."""
    phone.goto("/feedback/?kind=complaint")
    phone.locator("button[value=verification]").click()
    phone.locator("#id_place").select_option("khovd")
    phone.locator(MAIN_BUTTON).click()
    phone.wait_for_url("**/feedback/story/")
    return phone


def test_words_are_forgotten_once_the_server_has_them(writer):
    writer.locator("#id_text").fill(WORDS)
    until(writer, HAS_WORDS, arg=WORDS)
    writer.locator(MAIN_BUTTON).click()
    writer.wait_for_url("**/feedback/files/")

    until(writer, f"{KEPT} === null")


def test_words_of_a_draft_that_was_put_away_do_not_come_back(writer):
    writer.locator("#id_text").fill(WORDS)
    until(writer, HAS_WORDS, arg=WORDS)
    writer.goto("/feedback/")
    writer.locator("form[action$='/anew/'] button").click()
    for choice in ("button[value=request]", "button[value=unknown]"):
        writer.locator(choice).click()
    writer.locator("#id_place").select_option("uvs")
    writer.locator(MAIN_BUTTON).click()
    writer.wait_for_url("**/feedback/story/")

    until(writer, f"{KEPT} === null")  # the script has looked
    expect(writer.locator("#id_text")).to_have_value("")


def recorded(writer, start, stop):
    """Speak for a second, as the page itself counts."""
    start.click()
    expect(stop).to_be_visible()
    expect(writer.locator(".voice-time")).to_have_text(re.compile(r"^(?!0:00$)\d:\d\d$"))
    stop.click()
    expect(writer.locator(".voice audio")).to_be_visible()


def test_a_voice_note_is_recorded_heard_and_sent_instead_of_words(writer):
    start, stop, again = writer.locator(".voice button").all()
    recorded(writer, start, stop)
    until(writer, FILES, 1)
    again.click()
    until(writer, FILES, 0)
    recorded(writer, start, stop)
    writer.locator(MAIN_BUTTON).click()
    writer.wait_for_url("**/feedback/files/")

    expect(writer.locator(".file-row audio")).to_have_count(1)
