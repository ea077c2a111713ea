"""The page that reads codes, in a real browser with a camera that films a picture made here.

Real: the page, its script, the reader, the camera's whole way through the browser
(`--use-file-for-fake-video-capture`). Not real: the lens.
"""

import io
import json
from contextlib import contextmanager

import pytest
import segno
from PIL import Image
from playwright.sync_api import expect

from tests.journeys import looks
from tests.journeys.browser import chromium, opened_page, switches
from tests.journeys.people import Citizen, Story

FOREIGN = "WIFI:S:Зах;T:WPA;P:нууц;;"
SIDE = 800
LIBRARY = "/ui/vendor/qr/"


def picture_of(text):
    """A code as a photo shows it: small, turned a little, on grey."""
    raw = io.BytesIO()
    segno.make(text, error="m", encoding="utf-8", micro=False).save(
        raw, kind="png", scale=6, border=4
    )
    code = Image.open(raw).convert("RGB")
    code.thumbnail((600, 600))
    photo = Image.new("RGB", (SIDE, SIDE), (170, 170, 170))
    photo.paste(code, (100, 100))
    return photo.rotate(7, Image.Resampling.BICUBIC, fillcolor=(170, 170, 170))


def png(picture):
    out = io.BytesIO()
    picture.save(out, "PNG")
    return {"name": "code.png", "mimeType": "image/png", "buffer": out.getvalue()}


def film(path, picture):
    """What the camera sees: Motion JPEG, the same picture again and again."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    path.write_bytes(out.getvalue() * 20)
    return path


@contextmanager
def camera(browser, product, *flags, permissions=("camera",)):
    """The page in a browser of its own, whose camera is what the flags say."""
    own = browser.browser_type.launch(
        executable_path=chromium(), args=switches(*flags, without="media-stream")
    )
    try:
        with opened_page(own, product.url, permissions=list(permissions)) as page:
            page.goto("/scan/")
            yield page
            page.noticed.nothing()
    finally:
        own.close()


def shown(page, name):
    page.locator(f"[data-scan-words={name}]").wait_for(state="visible")


@pytest.fixture
def link(window):
    """The address behind the code of a receipt."""
    citizen = Citizen(window())
    citizen.tells(Story(), with_photo=False)
    citizen.sends()
    return (
        citizen.page.get_by_role("link", name="Явцыг харах")
        .or_(citizen.page.locator(".receipt-follow a").first)
        .evaluate("(one) => one.href")
    )


def test_a_picture_of_our_code_opens_the_case(phone, link):
    phone.goto("/scan/")

    phone.locator("[data-scan-picture]").set_input_files(png(picture_of(link)))

    phone.wait_for_url("**/track/*-*-*/")
    assert phone.locator(".case-number").inner_text() in link


@pytest.mark.parametrize(
    "text",
    [
        FOREIGN,
        "https://evil.example.mn/track/26-000001-5/open/aaaaaaaaaaaaaaaaaaaaaaaaaa/",
        "javascript:alert(1)",
        "//evil.example.mn/",
    ],
)
def test_a_foreign_code_is_shown_and_never_followed(phone, text):
    phone.goto("/scan/")

    phone.locator("[data-scan-picture]").set_input_files(png(picture_of(text)))

    shown(phone, "foreign")
    expect(phone.locator("[data-scan-text]")).to_have_text(text)
    assert phone.url.endswith("/scan/")


def test_only_whole_addresses_of_ours_are_opened(phone, product):
    """The page judges by origin and whole path; each of these is one slip away from ours."""
    token = "a" * 26
    ours = f"{product.url}/track/26-000001-5/open/{token}/"
    host = product.url.removeprefix("http://")
    slips = [
        f"{product.url}/desk/26-000001-5/",
        f"{product.url}/track/26-000001-5/open/{token}/../../../../account/logout/",
        f"{product.url}/account/?next={ours}",
        f"{product.url}@evil.mn/track/26-000001-5/open/{token}/",
        f"http://user:pw@{host}/track/26-000001-5/",
        f"http://{host}.evil.mn/track/26-000001-5/",
        f"data:text/html,{ours}",
        f"blob:{ours}",
        "26-000001-5",
    ]
    for text in slips:
        phone.goto("/scan/")
        phone.locator("[data-scan-picture]").set_input_files(png(picture_of(text)))
        shown(phone, "foreign")
        expect(phone.locator("[data-scan-text]")).to_have_text(text)
        assert phone.url.endswith("/scan/")


RESTS = "() => document.querySelector('video').srcObject === null"
FAKE = "--use-fake-device-for-media-stream"


def test_a_code_before_the_camera_opens_the_case_by_itself(browser, product, link, tmp_path):
    seen = film(tmp_path / "code.mjpeg", picture_of(link))

    with camera(browser, product, FAKE, f"--use-file-for-fake-video-capture={seen}") as page:
        page.locator("[data-scan-start]").click()
        page.wait_for_url("**/track/*-*-*/")
        assert page.locator(".case-number").inner_text() in link


def test_a_foreign_code_before_the_camera_stops_it_and_is_shown(browser, product, tmp_path):
    seen = film(tmp_path / "code.mjpeg", picture_of(FOREIGN))

    with camera(browser, product, FAKE, f"--use-file-for-fake-video-capture={seen}") as page:
        page.locator("[data-scan-start]").click()
        shown(page, "foreign")
        expect(page.locator("[data-scan-text]")).to_have_text(FOREIGN)
        page.wait_for_function(RESTS)
        expect(page.locator("[data-scan-start]")).to_be_visible()


def test_the_camera_shows_what_it_sees_and_is_closed_by_a_press(browser, product, tmp_path):
    seen = film(tmp_path / "grey.mjpeg", Image.new("RGB", (SIDE, SIDE), (120, 120, 120)))

    with camera(browser, product, FAKE, f"--use-file-for-fake-video-capture={seen}") as page:
        page.locator("[data-scan-start]").click()
        shown(page, "looking")
        assert looks.on_phone(page) == {}
        page.locator("[data-scan-stop]").click()
        page.wait_for_function(RESTS)
        expect(page.locator("[data-scan-camera]")).to_be_hidden()


def test_a_refused_camera_and_none_at_all_have_their_sentences(browser, product):
    refused = "--deny-permission-prompts"
    with camera(browser, product, FAKE, refused, permissions=()) as page:
        page.locator("[data-scan-start]").click()
        shown(page, "refused")
    with camera(browser, product) as page:
        page.locator("[data-scan-start]").click()
        shown(page, "missing")


def test_a_picture_without_a_code_is_told(phone):
    phone.goto("/scan/")

    phone.locator("[data-scan-picture]").set_input_files(
        png(Image.new("RGB", (300, 300), (90, 120, 90)))
    )

    shown(phone, "empty")


def test_the_reader_comes_only_when_somebody_scans(phone):
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto("/scan/")
    phone.wait_for_load_state("networkidle")
    assert not [url for url in asked if LIBRARY in url]

    phone.locator("[data-scan-picture]").set_input_files(png(picture_of(FOREIGN)))
    shown(phone, "foreign")

    assert len([url for url in asked if LIBRARY in url]) == 2


def test_a_typed_number_leads_to_its_door_with_and_without_scripts(window):
    for wishes in ({}, {"java_script_enabled": False}):
        page = window(**wishes)
        page.goto("/scan/")
        page.fill("[name=number]", "26 000001 5")
        page.locator("main form .button").last.click()
        page.wait_for_url("**/track/?number=26-000001-5")


def test_what_the_page_would_open_is_what_the_houses_said(phone, product):
    phone.goto("/en/scan/")
    box = phone.locator("[data-scan]")

    assert json.loads(box.get_attribute("data-origins")) == [product.url]
    assert all(path.startswith("/") for path in json.loads(box.get_attribute("data-paths")))
