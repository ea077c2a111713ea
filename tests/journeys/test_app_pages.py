"""What else the app does: kept pages, a newer version, a photo shared into it, its end."""

import pytest

from tests.journeys import looks
from tests.journeys.browser import DESK, PHONE
from tests.journeys.installed import LETTER, Phone
from tests.journeys.people import Citizen, Demo, Story, photo

SAVED = "async () => (await kholboo.vault.list('saved')).map((one) => one.id)"
# The worker of another version: the same, one line longer. Served in place of /sw.js.
NEWER = "\n// a newer version\n"
FACES = ["/offline/", "/more/", "/saved/", "/share/", "/outbox/", "/outbox/new/"]


@pytest.fixture
def app(browser, product):
    phone = Phone(browser.browser_type, product.url)
    phone.open()
    phone.install()
    yield phone
    phone.throw_away()
    phone.noticed.nothing()


def newer(context):
    """From now on the server has another version of the worker."""

    def serve(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + NEWER)

    context.route("**/sw.js", serve)


def waiting(page):
    """The browser looks for a newer version and has it ready."""
    page.evaluate(
        "async () => { await (await navigator.serviceWorker.getRegistration()).update(); }"
    )
    page.wait_for_function(
        "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
    )


@pytest.fixture
def followed(app):
    """A case of this phone, sent and open on its page."""
    citizen = Citizen(app.page)
    citizen.tells(Story(), with_photo=False)
    receipt = citizen.sends()
    citizen.opens(receipt)
    return receipt


def keep(page):
    page.locator("[data-keep-page]").click()
    page.wait_for_function(f"async () => (await ({SAVED})()).length > 0")


def test_a_case_kept_on_a_tap_is_read_without_network(app, followed):
    path = f"/track/{followed.number}/"
    keep(app.page)
    app.kill()
    app.open("/more/")
    app.airplane(is_on=True)

    app.page.goto(path)

    app.page.locator("[data-saved-words] h1").wait_for()
    assert followed.number in app.page.locator("[data-saved-words]").inner_text()
    assert app.page.locator("[data-saved-words] form").count() == 0


def test_a_case_that_was_not_kept_is_not_there(app, followed):
    app.airplane(is_on=True)
    app.page.goto(f"/track/{followed.number}/")

    app.page.locator("[data-saved-empty]").wait_for()
    assert followed.number not in app.page.locator("main").inner_text()


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

    app.page.wait_for_function("() => self.kholboo?.vault")
    app.page.wait_for_function(f"async () => (await ({SAVED})()).length === 0")


def test_a_forgotten_phone_knows_nothing(app, followed):
    keep(app.page)
    app.page.goto("/outbox/new/")
    app.page.locator("form[data-letter]").wait_for()
    app.page.locator("[name=text]").fill("Ноорог")
    app.page.goto("/saved/")
    app.page.locator("[data-forget-yes]").click()
    app.page.locator("[data-forget-done]:not([hidden])").wait_for()

    left = "async () => (await Promise.all(['saved','draft','file','letter','shared'].map(kholboo.vault.list))).flat().length"
    assert app.page.evaluate(left) == 0


def test_a_newer_version_waits_and_comes_when_asked(app):
    newer(app.context)
    app.page.goto("/more/")
    waiting(app.page)

    app.page.locator(".renew .button-primary").click()

    app.page.wait_for_function(
        "async () => !(await navigator.serviceWorker.getRegistration()).waiting"
    )
    app.page.locator(".renew").wait_for(state="detached")


def test_a_newer_version_never_comes_over_a_draft(app):
    app.page.goto("/outbox/new/")
    app.page.locator("form[data-letter]").wait_for()
    app.page.locator("[name=text]").fill(LETTER["text"])
    newer(app.context)
    waiting(app.page)
    app.page.wait_for_timeout(500)
    assert app.page.locator(".renew").count() == 0

    # Somebody presses it in another tab: this page stays, with its words.
    other = app.context.new_page()
    other.goto("/more/")
    other.locator(".renew .button-primary").click()
    other.wait_for_function(
        "async () => !(await navigator.serviceWorker.getRegistration()).waiting"
    )

    assert app.page.locator("[name=text]").input_value() == LETTER["text"]
    app.page.reload()
    app.page.locator("[data-restored]:not([hidden])").wait_for()
    assert app.page.locator("[name=text]").input_value() == LETTER["text"]


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


@pytest.mark.parametrize("is_offline", [False, True])
def test_a_photo_shared_into_the_app_lands_in_a_complaint(app, is_offline):
    app.airplane(is_on=is_offline)
    app.page.evaluate(SHARE, list(photo()["buffer"]))

    app.page.wait_for_url("**/outbox/new/?kind=complaint")
    app.page.locator("[data-letter-files] img").wait_for()
    assert app.page.locator("[name=kind][value=complaint]").is_checked()
    assert app.page.locator("[name=text]").input_value() == "Энэ жин дутуу байна"
    assert "хуваалцсан.jpg" in app.page.locator("[data-letter-files]").inner_text()


def test_a_photo_shared_where_no_worker_is_meets_plain_words(window):
    page = window(service_workers="block")
    page.goto("/more/")
    page.evaluate(SHARE, list(photo()["buffer"]))

    page.wait_for_url("**/share/")
    assert page.locator("main a[href='/feedback/']").count() == 1


def test_switched_off_the_worker_goes_and_letters_stay(app):
    app.airplane(is_on=True)
    app.page.goto("/outbox/new/")
    app.writes("12", with_photo=False)
    app.presses_send()
    app.waits_until("kept")
    app.airplane(is_on=False)
    app.waits_until("correct")
    from kholboo.ui.app_views import SOURCES

    off = (SOURCES / "off.js").read_text()
    app.context.route(
        "**/sw.js", lambda route: route.fulfill(body=off, content_type="text/javascript")
    )
    app.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")

    app.page.wait_for_function(
        "async () => !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length"
    )
    assert app.states() == ["correct"]
    app.page.goto("/more/")
    assert "Бусад" in app.page.locator("h1").inner_text()


def test_words_cut_off_while_sending_stand_on_the_page_that_keeps_them(app):
    citizen = Citizen(app.page)
    story = Story()
    citizen.begins_story(story)
    app.airplane(is_on=True)
    citizen.press()

    app.page.locator("form[data-letter]").wait_for()
    assert app.page.locator("[name=text]").input_value() == story.text


@pytest.mark.parametrize("path", FACES)
def test_the_apps_pages_are_for_everybody(path, window):
    found = {}
    for prefix, size, measure in (("", PHONE, looks.on_phone), ("/en", DESK, looks.on_desk)):
        page = window(viewport=size)
        page.goto(prefix + path)
        page.wait_for_timeout(300)
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

    assert looks.on_phone(app.page) == {}
    app.page.set_viewport_size(DESK)
    assert looks.on_desk(app.page) == {}
