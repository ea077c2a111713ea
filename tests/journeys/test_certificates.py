"""A certificate in somebody's hand: its code before the scanner, with and without network.

Real: the codes of the register, the reader, the worker and the keys it keeps, the judgement on the
phone. Not real: the paper.
"""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys import looks
from tests.journeys.installed import some_phone, until
from tests.journeys.people import Citizen, Officer, Story
from tests.journeys.test_scan import picture_of, png

WIDE = "(one) => { one.style.inlineSize = '700px'; one.style.maxInlineSize = 'none'; }"
KEPT = "async () => (await (await caches.open('certificates')).keys()).length"


def opened(page, state):
    """The page of the first certificate that stands so."""
    page.goto(f"/registers/?state={state}")
    page.locator(".register-row a").first.click()
    page.wait_for_url("**/registers/certificates/*/")
    return page.locator(".number-value").first.inner_text().strip()


def photo_of_code(page):
    """The code of the page as a camera has it: held close, a little turned."""
    code = page.locator(".certificate-code svg")
    code.evaluate(WIDE)
    photo = Image.open(io.BytesIO(code.screenshot())).convert("RGB")
    return png(photo.rotate(4, Image.Resampling.BICUBIC, expand=True, fillcolor=(190, 190, 190)))


def scan(page, photo):
    page.goto("/scan/")
    page.locator("[data-scan-picture]").set_input_files(photo)


def shown(page, name):
    page.locator(f"[data-verdict-words={name}]").wait_for(state="visible")
    expect(page.locator("[data-verdict-words]:visible")).to_have_count(1)


@pytest.mark.parametrize(("state", "look"), [("valid", "good"), ("withdrawn", "bad")])
def test_a_scanned_certificate_is_judged_with_and_without_network(app, state, look):
    number, photo = opened(app.page, state), photo_of_code(app.page)

    scan(app.page, photo)
    app.page.wait_for_url("**/verify/*/")
    verdict = app.page.locator(f".verdict-{look}")
    expect(verdict).to_contain_text(number, use_inner_text=True)
    until(app.page, KEPT, 2)

    app.airplane(is_on=True)
    scan(app.page, photo)
    shown(app.page, state)
    said = app.page.locator("[data-verdict-words]:visible")
    as_of = re.compile(r"\d{4}\.\d\d\.\d\d \d\d:\d\d")
    expect(said).to_contain_text(as_of, use_inner_text=True)
    expect(app.page.locator("[data-verdict-fill=number]")).to_have_text(number)
    assert looks.on_phone(app.page) == {}


def test_a_forged_code_is_refused_with_and_without_network(app):
    opened(app.page, "valid")
    scan(app.page, photo_of_code(app.page))
    app.page.wait_for_url("**/verify/*/")
    until(app.page, KEPT, 2)
    genuine = app.page.url
    middle = len(genuine) - 60  # a letter of the signature
    other = "A" if genuine[middle] != "A" else "B"
    forged = png(picture_of(genuine[:middle] + other + genuine[middle + 1 :]))

    scan(app.page, forged)
    app.page.wait_for_url("**/verify/*/")
    expect(app.page.locator(".verdict-bad")).to_be_visible()
    assert app.page.locator(".verdict .number").count() == 0

    app.airplane(is_on=True)
    scan(app.page, forged)
    shown(app.page, "forged")
    expect(app.page.locator("[data-verdict-said]")).to_be_hidden()


def at_the_desk(desk, case, number):
    """The officer's page of the case leads to the certificate."""
    officer = Officer(desk)
    officer.go(f"/desk/{case}/")
    desk.locator(f".case-aside a[href$='/desk/registers/{number}/']").click()
    desk.wait_for_url(f"**/desk/registers/{number}/")


def test_misuse_of_a_mark_is_told_without_scripts_and_the_draft_carries_it(window, desk):
    citizen = Citizen(window(java_script_enabled=False))
    page, story = citizen.page, Story(service="product_certification")
    number = opened(page, "valid")
    page.locator("main a[href*='certificate=']").click()
    page.wait_for_url("**/feedback/service/*")
    citizen.press(f"button[name=service][value={story.service}]")
    page.locator("[name=place]").select_option(story.place)
    citizen.press()
    citizen.at("/feedback/story/")
    expect(page.locator("[name=certificate]")).to_have_value(number)
    citizen.fill(text=story.text)
    citizen.turns()
    page.goto("/feedback/")  # comes back later
    page.locator("main .row a").first.click()
    citizen.at("/feedback/who/")
    citizen.is_told(number)
    citizen.press("button[name=who][value=person]")
    citizen.says_who(story)
    citizen.press()
    citizen.at("/feedback/check/")
    citizen.is_told(number)
    case = citizen.sends().number
    citizen.is_told(number)

    Officer(desk).enters_as("Болд")
    at_the_desk(desk, case, number)


def test_misuse_of_a_mark_is_told_without_network_too(app, desk_of_orkhon, desk):
    number, phone = opened(app.page, "valid"), some_phone()
    way = app.page.locator("main a[href*='certificate=']").get_attribute("href")
    app.airplane(is_on=True)
    app.page.goto(way)
    app.writes(phone, with_photo=False)
    certificate = app.page.locator("[name=certificate]")
    expect(certificate).to_have_value(number)
    expect(certificate).to_be_visible()
    app.presses_send()
    app.airplane(is_on=False)
    app.waits_until("sent")

    [case] = desk_of_orkhon(phone)
    Officer(desk).enters_as("Болд")
    at_the_desk(desk, case, number)
