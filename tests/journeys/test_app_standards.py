"""A standard on a phone without network: kept, read, told how it stands, taken off with the right.

One journey, as a phone of its own costs seconds.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys import looks
from tests.journeys.browser import DESK
from tests.journeys.installed import until
from tests.journeys.people import Demo

FREE, SOLD = "/standards/jishee-0001-2025/read/", "/standards/jishee-0002-2025/read/"
SECRET = "Хэмжилтийг (20 ± 2)"  # stands where only a right leads
OPENED = "() => performance.getEntriesByName('kept-shown')[0]?.duration || 0"
MOST_OPENING = 1000  # milliseconds on a busy machine; what a quiet one takes stands in decision 28
TEXTS = "async () => self.kholboo?.vault ? (await kholboo.vault.list('text')).length : -1"
PICTURE = """() => { const one = document.querySelector("[data-kept-text] img");
  one.scrollIntoView();
  return one.src.startsWith("blob:") && one.naturalWidth > 0; }"""
LATER = "() => { const now = Date.now; Date.now = () => now() + 40 * 86_400_000; }"
READERS = "/standards/desk/readers/"
TAKE_BACK = f"[data-row] form[action^='{READERS}'] button"


def keep(page, address):
    page.goto(address)
    page.locator("[data-lend]:not([hidden])").click()
    page.get_by_text("хүртэл утсанд хадгаллаа").wait_for()
    page.locator("[data-lent]:not([hidden])").wait_for()  # the way to where it lies


def opens_kept(page, number):
    page.goto("/saved/")
    page.locator("[data-saved-list] a", has_text=number).click()
    page.locator("[data-kept-text] .reader").wait_for()


def opening_of(page, number):
    """Milliseconds until the kept text is shown. Whoever walks beside us may slow one opening."""
    opens_kept(page, number)
    until(page, f"({OPENED})() > 0")
    return page.evaluate(OPENED)


@pytest.fixture
def head(window):
    """Whoever gives rights to read."""
    person = Demo(window(viewport=DESK))
    person.enters_as("Баяраа")
    return person


def gives(head):
    head.go(READERS)
    head.fill(edition="ЖИШЭЭ 0002 : 2025", who="citizen@demo.invalid")
    head.fill(until_year="2027", until_month="1", until_day="15")
    head.turns("main form .button-primary")
    head.sees("[data-row]")


def test_a_standard_is_read_without_network_while_the_right_lasts(app, head):
    page = app.page
    gives(head)
    Demo(page).enters_as("Дулмаа")
    # Agreed to once: whoever did so before is led to the text.
    page.goto(f"{SOLD}terms/")
    if page.url.endswith("/terms/"):
        page.locator("main form .button-primary").click()
    page.wait_for_url(f"**{SOLD}")
    for address in (FREE, SOLD):
        keep(page, address)
    app.airplane(is_on=True)

    # Pictures came along; a look at the contents and a reload lose nothing.
    assert any(opening_of(page, "0001") < MOST_OPENING for _again in range(3))
    until(page, PICTURE)
    page.evaluate("() => { location.hash = '#c4.2'; }")
    page.reload()
    page.locator("[data-kept-text] .reader").wait_for()
    assert looks.on_phone(page) == {}
    opens_kept(page, "0002")
    expect(page.locator("[data-kept-text]")).to_contain_text(SECRET, use_inner_text=True)
    # At its own address too, where the network would have been asked.
    page.goto(SOLD)
    page.locator("[data-kept-text] .reader").wait_for()

    # The right is taken back: the copy goes when there is network again, and says why; once, and
    # the text that stands open would be the first to hear of it.
    page.goto("/saved/")
    while head.page.locator(TAKE_BACK).count():
        with head.page.expect_navigation():
            head.press(TAKE_BACK)
    app.airplane(is_on=False)
    page.goto("/saved/")
    page.get_by_text("эрх тань дууссан").wait_for()
    until(page, TEXTS, 1)
    assert looks.on_phone(page) == {}

    # What is free goes with its thirty days, also without network.
    app.airplane(is_on=True)
    app.context.add_init_script(f"({LATER})()")
    page.goto("/saved/")
    page.get_by_text("хугацаа нь дууссан").wait_for()
    until(page, TEXTS, 0)
