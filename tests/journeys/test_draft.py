"""What scripts add to the citizen's form: words kept until they are sent, a voice note."""

import pytest

from tests.journeys.people import MAIN_BUTTON

WORDS = "Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжсэн."


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
    assert WORDS in writer.evaluate("localStorage.getItem('feedback.kept')")
    writer.locator(MAIN_BUTTON).click()
    writer.wait_for_url("**/feedback/files/")

    assert writer.evaluate("localStorage.getItem('feedback.kept')") is None


def test_words_of_a_draft_that_was_put_away_do_not_come_back(writer):
    writer.locator("#id_text").fill(WORDS)
    writer.goto("/feedback/")
    writer.locator("form[action$='/anew/'] button").click()
    for choice in ("button[value=request]", "button[value=unknown]"):
        writer.locator(choice).click()
    writer.locator("#id_place").select_option("uvs")
    writer.locator(MAIN_BUTTON).click()
    writer.wait_for_url("**/feedback/story/")

    assert writer.locator("#id_text").input_value() == ""


def test_a_voice_note_is_recorded_heard_and_sent_instead_of_words(writer):
    start, stop, again = writer.locator(".voice button").all()
    start.click()
    writer.wait_for_timeout(1200)
    stop.click()
    writer.locator(".voice audio").wait_for()
    again.click()
    assert writer.evaluate("document.querySelector('#id_voice').files.length") == 0
    start.click()
    writer.wait_for_timeout(1200)
    stop.click()
    writer.locator(".voice audio").wait_for()
    writer.locator(MAIN_BUTTON).click()
    writer.wait_for_url("**/feedback/files/")

    assert writer.locator(".file-row audio").count() == 1
