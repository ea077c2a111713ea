"""A notice on a phone: asked for, sent when the case is answered, shown by the worker.

Real: the pages, the press, the permission, the row and its job, the locked message and its signed
pass over HTTP to the push service of the demo, the unlocking with the browser's keys, the worker
and the notice it shows. Not real: this Chromium has no push service, so `PushManager` gets its
subscription from the demo's one, and the words it unlocked are handed to the worker through the
browser's own debugging door (`ServiceWorker.deliverPushMessage`). Nobody taps the notice: a
script may not.
"""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import DESK, chromium, switches
from tests.journeys.installed import worker_of
from tests.journeys.people import Citizen, Officer, Story
from tests.journeys.walk import ANSWER, GROUND

# In place of the browser's connection to its maker's service.
SERVICE = """() => {
  const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=/g, "");
  let mine = null;
  PushManager.prototype.getSubscription = async () => mine;
  PushManager.prototype.subscribe = async (options) => {
    const told = JSON.parse(await window.subscribeAtService(text(options.applicationServerKey)));
    return (mine = { endpoint: told.endpoint, options, toJSON: () => told, unsubscribe: async () => { mine = null; } });
  };
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, tag, data, lang }) => ({ title, body, tag, data, lang }))"""
# The browser's own waiting takes the promise of an answer for the answer, so it is asked here.
AWAITED = f"""async () => {{
  for (let tries = 0; tries < 1200; tries += 1) {{
    const shown = await ({SHOWN})();
    if (shown.length) return shown;
    await new Promise((soon) => setTimeout(soon, 50));
  }}
  return [];
}}"""


@pytest.fixture(scope="module")
def browser(browser):
    """One that can show notices."""
    own = browser.browser_type.launch(executable_path=chromium(), args=switches())
    yield own
    own.close()


def told(window, product):
    """A phone whose citizen has sent a case and asked to be told, and what was subscribed."""
    citizen, subscribed = Citizen(window(permissions=["notifications"])), []

    def subscribe(key):
        subscribed.append(product.subscribe_at_push_service(key))
        return json.dumps(subscribed[-1])

    citizen.page.expose_function("subscribeAtService", subscribe)
    citizen.page.add_init_script(f"({SERVICE})()")
    citizen.tells(Story(), with_photo=False)
    citizen.sends()
    receipt = citizen.receipt()
    citizen.page.locator(".receipt-follow a[href$='?to=notices']").click()
    citizen.page.locator("[data-push-state=ready] .button-primary").click()
    citizen.sees(".notice-good")
    return citizen, receipt, subscribed[0]["endpoint"]


def deliver(page, origin, words):
    """Hand the words to the worker, as the browser does with a message it unlocked."""
    page.wait_for_function("async () => Boolean((await navigator.serviceWorker.ready).active)")
    door, key = worker_of(page, origin)
    door.send(
        "ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": key, "data": words}
    )


def test_the_answer_is_told_on_the_phone_and_says_no_word_of_it(window, product):
    citizen, receipt, endpoint = told(window, product)
    officer = Officer(window(viewport=DESK))
    officer.enters_as("Болд")
    officer.opens_row(officer.finds(receipt.number), receipt.number)
    officer.takes(receipt.number)
    officer.answers(receipt.number, outcome="refused", text=ANSWER, ground=GROUND)

    words = product.wait_for_notice(endpoint)
    said = json.loads(words)["notification"]
    assert receipt.number in said["body"]
    assert ANSWER[:20] not in words
    assert receipt.secret not in words

    deliver(citizen.page, product.url, words)
    (shown,) = citizen.page.evaluate(AWAITED)
    assert shown == {
        "title": said["title"],
        "body": said["body"],
        "tag": f"case-{receipt.number}",
        "data": f"{product.url}/track/{receipt.number}/",
        "lang": "mn",
    }

    # What the notice opens: the case here, the question for the code on any other phone.
    citizen.page.goto(shown["data"])
    citizen.sees("#answer-title")
    stranger = window()
    stranger.goto(shown["data"])
    expect(stranger.locator("[name=secret]")).to_be_visible()


def test_what_a_phone_is_told_of_is_seen_changed_and_stopped(window, product):
    citizen, receipt, _endpoint = told(window, product)
    page = citizen.page

    page.goto("/notify/")
    citizen.is_told(receipt.number)
    citizen.turns("main form[action$='/stop/'] button")
    citizen.sees(".empty")

    assert receipt.number not in citizen.reads()


def test_a_browser_that_may_not_show_notices_is_told_so(window, product):
    citizen = Citizen(window(permissions=[]))
    citizen.page.add_init_script(
        "Object.defineProperty(Notification, 'permission', {value: 'denied'})"
    )
    citizen.tells(Story(), with_photo=False)
    citizen.sends()
    citizen.page.locator(".receipt-follow a[href$='?to=notices']").click()

    citizen.sees("[data-push-state=denied]")
    expect(citizen.page.locator("[data-push-form]")).to_be_hidden()


def test_a_browser_without_its_service_says_so_and_keeps_the_page(window, product):
    """This Chromium, as it is: permitted, and no service to subscribe at."""
    citizen = Citizen(window(permissions=["notifications"]))
    citizen.tells(Story(), with_photo=False)
    citizen.sends()
    citizen.page.locator(".receipt-follow a[href$='?to=notices']").click()
    citizen.page.locator("[data-push-state=ready] .button-primary").click()

    citizen.page.locator("[data-push-state=failed], [data-push-state=denied]").locator(
        "visible=true"
    ).wait_for()
    # What Chromium itself has to say about it.
    noticed = citizen.page.noticed
    noticed.errors[:] = [said for said in noticed.errors if "Push API" not in said]
