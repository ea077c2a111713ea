"""What else the app does: kept pages, a newer version, a photo shared into it, its end."""

import pytest
from playwright.sync_api import expect

from kholboo.ui.app_views import SOURCES
from tests.journeys import looks
from tests.journeys.between import going_between
from tests.journeys.browser import DESK, PHONE
from tests.journeys.given import case_of
from tests.journeys.installed import LETTER, Phone, until
from tests.journeys.people import Citizen, Demo, Story, photo

# The worker of another version: the same, one line longer.
NEWER = "\n// a newer version\n"
WAITS = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
KNOWN = "async () => self.kholboo?.vault ? (await kholboo.vault.list('saved')).length : -1"
FACES = ["/offline/", "/more/", "/saved/", "/share/", "/outbox/", "/outbox/new/"]


@pytest.fixture
def released(browser, product):
    """A phone, and the server it reaches: its worker can be another one from now on."""
    with going_between(product.url) as server:
        phone = Phone(browser, server.url)
        phone.open()
        phone.install()
        yield phone, server
        phone.throw_away()
        phone.noticed.nothing()


def looks_for_another(page, script, wanted=True):
    """The browser looks for another version until the answer is the wanted one.

    More than once, as it may be looking already: then it goes on with what it got before.
    """
    look = "await (await navigator.serviceWorker.getRegistration())?.update().catch(() => {});"
    until(page, f"async () => {{ {look} return ({script})(); }}", wanted)


def newer(phone, server):
    """A release: the browser looks for the newer version and has it ready."""
    server.worker = lambda source: source + NEWER
    looks_for_another(phone.page, WAITS)


@pytest.fixture
def followed(app, product):
    """A case open on this phone."""
    receipt = case_of(product, Story())
    Citizen(app.page).opens(receipt)
    return receipt


def keep(page):
    page.locator("[data-keep-page]").click()
    until(page, KNOWN, 1)


def test_a_case_kept_on_a_tap_is_read_without_network(app, followed):
    path = f"/track/{followed.number}/"
    keep(app.page)
    app.page.goto("/more/")
    app.airplane(is_on=True)

    app.page.goto(path)

    words = app.page.locator("[data-saved-words]")
    expect(words.locator("h1")).to_be_visible()
    expect(words).to_contain_text(followed.number, use_inner_text=True)
    expect(words.locator("form")).to_have_count(0)


def test_a_case_that_was_not_kept_is_not_there(app, followed):
    app.airplane(is_on=True)
    app.page.goto(f"/track/{followed.number}/")

    expect(app.page.locator("[data-saved-empty]")).to_be_visible()
    assert followed.number not in app.page.locator("main").inner_text()


def test_a_case_closed_on_this_phone_is_not_kept_either(app, followed):
    keep(app.page)
    app.page.locator("form[data-unkeep] button").click()
    app.page.wait_for_url("**/track/")

    app.page.goto("/saved/")
    app.page.locator("[data-saved-empty]").wait_for()
    until(app.page, KNOWN, 0)


def test_what_an_account_kept_leaves_with_it(app):
    citizen = Demo(app.page)
    citizen.enters_as("Дулмаа")
    Citizen(app.page).tells(Story(), with_photo=False)
    Citizen(app.page).sends()
    app.page.goto("/track/mine/")
    app.page.locator("main a[href*='/track/']").first.click()
    keep(app.page)
    app.page.goto("/account/")
    app.page.locator("form[action$='/logout/'] button").click()
    app.page.wait_for_url("**/account/login/")

    until(app.page, KNOWN, 0)


def test_a_forgotten_phone_knows_nothing(app, followed):
    keep(app.page)
    app.page.goto("/outbox/new/")
    app.page.locator("form[data-letter]").wait_for()
    app.page.locator("[name=text]").fill("Ноорог")
    until(app.page, "document.querySelector('form[data-letter]').dataset.saved", "yes")
    app.page.goto("/saved/")
    app.page.locator("[data-forget-yes]").click()
    app.page.locator("[data-forget-done]:not([hidden])").wait_for()

    left = "async () => (await Promise.all(['saved','draft','file','letter','shared'].map(kholboo.vault.list))).flat().length"
    until(app.page, left, 0)


def test_a_newer_version_waits_and_comes_when_asked(released):
    phone, server = released
    phone.page.goto("/more/")
    newer(phone, server)

    phone.page.locator(".renew .button-primary").click()

    until(phone.page, WAITS, wanted=False)
    phone.page.locator(".renew").wait_for(state="detached")


def test_a_newer_version_never_comes_over_a_draft(released):
    phone, server = released
    phone.page.goto("/outbox/new/")
    phone.page.locator("form[data-letter]").wait_for()
    phone.page.locator("[name=text]").fill(LETTER["text"])
    newer(phone, server)
    other = phone.context.new_page()
    other.goto("/more/")
    expect(other.locator(".renew .button-primary")).to_be_visible()  # and here it is not
    assert phone.page.locator(".renew").count() == 0

    # Somebody presses it in another tab: this page stays, with its words.
    other.locator(".renew .button-primary").click()
    until(other, WAITS, wanted=False)

    expect(phone.page.locator("[name=text]")).to_have_value(LETTER["text"])
    phone.page.reload()
    phone.page.locator("[data-restored]:not([hidden])").wait_for()
    expect(phone.page.locator("[name=text]")).to_have_value(LETTER["text"])


SHARE = """(bytes) => {
  const form = Object.assign(document.createElement("form"), { action: "/share/", method: "post", enctype: "multipart/form-data" });
  const input = Object.assign(document.createElement("input"), { type: "file", name: "photo" });
  const words = Object.assign(document.createElement("input"), { name: "text", value: "Энэ жин дутуу байна" });
  const carrier = new DataTransfer();
  carrier.items.add(new File([new Uint8Array(bytes)], "хуваалцсан.jpg", { type: "image/jpeg" }));
  input.files = carrier.files;
  form.append(input, words);
  document.body.append(form);
  form.submit();
}"""


@pytest.mark.parametrize(("is_offline", "begun"), [(False, ""), (True, "Захад худалдан авсан.")])
def test_a_photo_shared_into_the_app_lands_in_a_complaint(app, is_offline, begun):
    app.airplane(is_on=is_offline)
    if begun:
        app.page.goto("/outbox/new/")
        app.page.locator("[name=text]").fill(begun)
        until(app.page, "document.querySelector('form[data-letter]').dataset.saved", "yes")
    app.page.evaluate(SHARE, list(photo()["buffer"]))

    app.page.wait_for_url("**/outbox/new/?kind=complaint")
    app.page.locator("[data-letter-files] img").wait_for()
    expect(app.page.locator("[name=kind][value=complaint]")).to_be_checked()
    told = "\n\n".join(filter(None, [begun, "Энэ жин дутуу байна"]))
    expect(app.page.locator("[name=text]")).to_have_value(told)
    expect(app.page.locator("[data-letter-files]")).to_contain_text("хуваалцсан.jpg")


def test_a_photo_shared_where_no_worker_is_meets_plain_words(window):
    page = window(service_workers="block")
    page.goto("/more/")
    page.evaluate(SHARE, list(photo()["buffer"]))

    page.wait_for_url("**/share/")
    expect(page.locator("main a[href='/feedback/']")).to_have_count(1)


def test_switched_off_the_worker_goes_and_letters_stay(released):
    phone, server = released
    phone.airplane(is_on=True)
    phone.page.goto("/outbox/new/")
    phone.writes("12", with_photo=False)
    phone.presses_send()
    phone.airplane(is_on=False)
    phone.waits_until("correct")
    off = (SOURCES / "off.js").read_text()
    server.worker = lambda source: off
    left = "async () => (await navigator.serviceWorker.getRegistrations()).length"
    looks_for_another(phone.page, left, 0)
    until(phone.page, "async () => (await caches.keys()).length", 0)
    assert phone.states() == ["correct"]
    phone.page.goto("/more/")
    expect(phone.page.locator("h1")).to_contain_text("Бусад", use_inner_text=True)


def test_words_cut_off_while_sending_stand_on_the_page_that_keeps_them(app):
    citizen = Citizen(app.page)
    story = Story()
    citizen.begins_story(story)
    app.airplane(is_on=True)
    citizen.press()

    expect(app.page.locator("form[data-letter]")).to_be_visible()
    expect(app.page.locator("[name=text]")).to_have_value(story.text)


def test_the_apps_pages_are_for_everybody(window):
    found = {}
    for prefix, size, measure in (("", PHONE, looks.by_day), ("/en", DESK, looks.on_desk)):
        page = window(viewport=size)
        for path in FACES:
            page.set_viewport_size(size)
            page.goto(prefix + path, wait_until="networkidle")
            found[prefix + path] = measure(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_letters_in_every_state_are_for_everybody(app):
    app.airplane(is_on=True)
    for phone in ("99112233", "12"):
        app.page.goto("/outbox/new/")
        app.writes(phone)
        app.presses_send()
    app.airplane(is_on=False)
    app.waits_until("sent", "correct")
    app.context.route("**/outbox/token/", lambda route: route.abort())
    app.page.goto("/outbox/new/")
    app.writes("99112233")
    app.presses_send()
    app.waits_until("sent", "correct", "kept")

    assert looks.by_day(app.page) == {}
    app.page.set_viewport_size(DESK)
    assert looks.on_desk(app.page) == {}
