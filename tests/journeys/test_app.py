"""The app on a phone: installed, opened and written in without network, sent once."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys import looks
from tests.journeys.browser import PATIENCE
from tests.journeys.installed import LastingPhone, some_phone, until, worker_of


@pytest.mark.parametrize("is_department", [False, True], ids=["head", "department"])
def test_a_browser_finds_nothing_that_hinders_installing(
    is_department, handset, product, department
):
    origin = department if is_department else product.url
    app = handset(LastingPhone, origin)
    app.open()
    app.install()
    wire = app.context.new_cdp_session(app.page)

    told = wire.send("Page.getAppManifest")
    assert told["errors"] == []
    assert told["url"] == f"{origin}/manifest.webmanifest"
    # Two apps of ours on one phone are told apart by the word under the icon.
    assert json.loads(told["data"])["short_name"] == ("Орхон СХЗХ" if is_department else "СХЗГ")
    # A profile of a test counts as a private window; nothing else may stand against it.
    hindrances = wire.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {one["errorId"] for one in hindrances} <= {"in-incognito"}


def test_home_the_form_and_what_waits_open_without_network(app):
    app.airplane(is_on=True)

    for path, words in (("/", "юу хэлэх"), ("/feedback/?kind=complaint", "Бидэнд бичих"), ("/more/", "Бусад"),
                        ("/track/", "Утсандаа хадгалсан"), ("/desk/", "Сүлжээ алга")):  # fmt: skip
        app.page.goto(path)
        expect(app.page.locator("h1")).to_contain_text(words, use_inner_text=True)
    app.page.goto("/feedback/?kind=petition")
    expect(app.page.locator("form[data-letter]")).to_be_visible()
    expect(app.page.locator("[name=kind][value=petition]")).to_be_checked()


def visits(app, path):
    """A page that the worker keeps when it is visited, and not from the start."""
    app.page.goto(path)
    until(app.page, "(path) => caches.match(path).then(Boolean)", arg=path)


def test_a_kept_page_says_that_it_is_one_and_of_when(app):
    visits(app, "/laws/")
    bar = app.page.locator("[data-kept]")
    expect(bar).to_be_hidden()
    app.airplane(is_on=True)

    for path in ("/laws/", "/"):
        app.page.goto(path)
        expect(bar).to_contain_text(
            re.compile(r"\d{4}\.\d\d\.\d\d, \d\d:\d\d"), use_inner_text=True
        )
        assert looks.on_phone(app.page) == {}
    app.page.goto("/offline/")
    expect(bar).to_be_hidden()


def test_english_readers_stay_in_english_without_network(app):
    app.page.goto("/en/more/")
    until(app.page, "() => caches.match('/en/outbox/new/').then(Boolean)")
    app.airplane(is_on=True)

    app.page.goto("/en/feedback/")

    expect(app.page.locator("h1")).to_have_text("Write to us", use_inner_text=True)


def test_pages_of_people_are_not_stored(app):
    for path in ("/track/", "/account/login/", "/feedback/kind/"):
        app.page.goto(path)
    visits(app, "/laws/")  # what is kept of the others is kept by now
    kept = app.page.evaluate(
        "async () => { const all = []; for (const name of await caches.keys())"
        " for (const one of await (await caches.open(name)).keys()) all.push(new URL(one.url).pathname);"
        " return all; }"
    )

    assert not [path for path in kept if re.search(r"/(track|account|desk|feedback)/$|kind", path)]


def test_written_without_network_killed_and_sent_by_itself_once(lasting_app, desk_of_orkhon):
    app, number = lasting_app, some_phone()
    app.airplane(is_on=True)
    app.page.goto("/feedback/?kind=complaint")
    app.writes(number)
    app.page.locator("[data-letter-files] li").wait_for()
    until(app.page, "document.querySelector('form[data-letter]').dataset.saved", "yes")
    app.kill()

    # The phone is switched on again, still without network: every word and the photo are there.
    app.open("/outbox/new/")
    app.airplane(is_on=True)
    app.page.goto("/outbox/new/")
    app.page.locator("[data-restored]:not([hidden])").wait_for()
    expect(app.page.locator("[name=phone]")).to_have_value(number)
    app.page.locator("[data-letter-files] li").wait_for()
    app.presses_send()
    app.waits_until("kept")
    app.kill()

    app.open("/")
    app.page.goto("/outbox/")
    app.waits_until("sent")

    assert app.numbers() == desk_of_orkhon(number)
    assert len(desk_of_orkhon(number)) == 1


def test_a_page_killed_while_it_brings_the_letter_back_keeps_all_of_it(lasting_app):
    app, number = lasting_app, some_phone()
    app.page.goto("/outbox/new/")
    app.writes(number)
    until(app.page, "document.querySelector('form[data-letter]').dataset.saved", "yes")

    # Killed after whatever it wrote first: nothing it would write later reaches the disk.
    app.context.add_init_script("""
      const put = IDBObjectStore.prototype.put;
      let written = 0;
      IDBObjectStore.prototype.put = function (thing) { return written++ ? this.count() : put.call(this, thing); };
    """)
    app.page.goto("/outbox/new/")
    until(app.page, "document.querySelector('form[data-letter]').dataset.saved", "yes")
    app.kill()
    app.open("/outbox/new/")
    app.page.locator("[data-restored]:not([hidden])").wait_for()

    expect(app.page.locator("[name=phone]")).to_have_value(number)


def test_with_every_page_closed_the_browser_wakes_the_worker_and_it_sends(
    lasting_app, desk_of_orkhon
):
    app, number = lasting_app, some_phone()
    app.airplane(is_on=True)
    app.page.goto("/outbox/new/")
    app.writes(number)
    app.presses_send()
    app.waits_until("kept")
    tags = "async () => (await navigator.serviceWorker.ready).sync.getTags()"
    until(app.page, tags, ["outbox"])
    app.page.goto("about:blank")

    app.airplane(is_on=False)
    door, registration = worker_of(app.page, app.origin)
    wake = {"origin": app.origin, "registrationId": registration, "tag": "outbox"}
    door.send("ServiceWorker.dispatchSyncEvent", {**wake, "lastChance": False})

    deadline = time.monotonic() + PATIENCE / 1000
    while not (sent := desk_of_orkhon(number)):
        assert time.monotonic() < deadline, "The worker sent nothing."
    app.page.goto("/outbox/")
    app.waits_until("sent")
    assert app.numbers() == sent == desk_of_orkhon(number)


def test_the_number_and_the_code_of_the_receipt_open_the_case(app):
    app.page.goto("/outbox/new/")
    app.writes(some_phone())
    app.presses_send()
    (number,) = app.numbers()

    app.page.locator("[data-follow]").click()
    app.page.wait_for_url(f"**/track/{number}/")

    expect(app.page.locator("main")).to_contain_text("жин.jpg", use_inner_text=True)


def test_what_a_phone_keeps_of_a_letter_is_locked(app):
    app.airplane(is_on=True)
    app.page.goto("/outbox/new/")
    app.writes(some_phone(), text="Нууцлалтай үг энд байна.")
    app.presses_send()
    app.waits_until("kept")

    found = app.page.evaluate("""async () => {
      const base = await new Promise((done) => { const asked = indexedDB.open("kholboo"); asked.onsuccess = () => done(asked.result); });
      const all = (name) => new Promise((done) => { const asked = base.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => done(asked.result); });
      const things = await all("things");
      const [key] = await all("keys");
      const words = things.map((one) => new TextDecoder().decode(one.sealed) + JSON.stringify({ ...one, sealed: 0, iv: 0 })).join();
      return { words: words.includes("Нууцлалтай"), key: key.extractable, rooms: things.map((one) => one.room),
        taken: await crypto.subtle.exportKey("raw", key).then(() => "out", (error) => error.name) };
    }""")

    assert found == {
        "words": False, "key": False, "rooms": ["file", "letter"], "taken": "InvalidAccessError",
    }  # fmt: skip


def test_big_photos_are_made_small_before_they_are_kept(app):
    app.page.goto("/outbox/new/")
    sides = app.page.evaluate("""async () => {
      const canvas = new OffscreenCanvas(4000, 3000);
      canvas.getContext("2d").fillRect(0, 0, 4000, 3000);
      const big = new File([await canvas.convertToBlob({ type: "image/png" })], "x.png", { type: "image/png" });
      const noise = new ImageData(4000, 3000);
      for (let at = 0; at < noise.data.length; at += 3) noise.data[at] = at * 7919 % 251;
      canvas.getContext("2d").putImageData(noise, 0, 0);
      const photo = new File([await canvas.convertToBlob({ type: "image/jpeg" })], "y.jpeg", { type: "image/jpeg" });
      const small = await kholboo.outbox.shrink(photo);
      const seen = await createImageBitmap(small);
      return [seen.width, seen.height, small.name, small.size < photo.size];
    }""")

    assert sides == [1600, 1200, "y.jpg", True]
