"""Phones with the app on them: windows of the shared browser, and one that lives through its end."""

import contextlib
import random
import shutil
import tempfile
import time

from playwright.sync_api import Error, expect

from tests.journeys.browser import PATIENCE, PHONE, Noticed, chromium, switches
from tests.journeys.people import photo

READY = "() => navigator.serviceWorker.ready.then((found) => Boolean(found.active))"
# All of the first pages and what they are drawn with.
KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("kholboo-"));
  const found = names.length ? await (await caches.open(names[0])).keys() : [];
  return found.map((one) => new URL(one.url).pathname);
}"""
# Nothing while the scripts of the page are on their way.
STATES = (
    "async () => self.kholboo?.outbox ? (await kholboo.outbox.list()).map((one) => one.state) : []"
)
LETTER = {
    "text": "Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжсэн.",
    "wish": "Жинг шалгана уу.",
    "family_name": "Дорж",
    "given_name": "Цэцэг",
    "address": "Орхон, Жаргалант сум, 2-р баг",
}


def some_phone():
    return f"99{random.randrange(10**6):06}"


def until(page, script, wanted=True, *, arg=None):
    """Ask the page again and again until the answer is the wanted one. AssertionError otherwise."""
    deadline = time.monotonic() + PATIENCE / 1000
    while (found := _asked(page, script, arg)) != wanted:
        assert time.monotonic() < deadline, f"{found} is not {wanted}: {script[:120]}"
        page.wait_for_timeout(100)


def _asked(page, script, arg):
    try:
        return page.evaluate(script, arg)
    except Error:  # the page was loaded anew just then
        return None


def worker_of(page, origin):
    """The browser's debugging door to workers, and the key under which it knows the one of ours."""
    door, found = page.context.new_cdp_session(page), []
    door.on(
        "ServiceWorker.workerRegistrationUpdated", lambda said: found.extend(said["registrations"])
    )
    door.send("ServiceWorker.enable")
    deadline = time.monotonic() + PATIENCE / 1000
    while not (keys := {one["registrationId"] for one in found if origin in one["scopeURL"]}):
        assert time.monotonic() < deadline, "The browser knows no worker of this address."
        page.wait_for_timeout(50)
    return door, keys.pop()


class Phone:
    """A window of the browser, which forgets everything once it is thrown away."""

    def __init__(self, browser, origin):
        self.browser, self.origin = browser, origin
        self.noticed = Noticed(origin)
        self.context = self.page = None

    def open(self, path="/"):
        self.context = self._switched_on(
            base_url=self.origin, viewport=PHONE, locale="mn-MN", timezone_id="Asia/Ulaanbaatar"
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("weberror", lambda error: self.noticed.errors.append(str(error.error)))
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.goto(path)
        return self.page

    def _switched_on(self, **wishes):
        return self.browser.new_context(**wishes)

    def throw_away(self):
        # One that was killed is gone already; what failed before must be told, and not that.
        with contextlib.suppress(Error):
            if self.context:
                self.context.unroute_all(behavior="ignoreErrors")
                self.context.close()

    def install(self):
        """The first visit, until the worker has put everything away that works without network."""
        self.page.evaluate(READY)
        until(self.page, f"async () => (await ({KEPT})()).includes('/outbox/new/')")
        return self.page.evaluate(KEPT)

    def airplane(self, *, is_on):
        self.context.set_offline(is_on)

    # What a person does on the page that needs no network.

    def writes(self, phone, *, with_photo=True, **more):
        page = self.page
        page.locator("form[data-letter]").wait_for()
        page.locator("[name=service]").select_option("verification")
        page.locator("[name=place]").select_option("orkhon")
        for name, value in (("kind", "complaint"), ("who", "person"), ("reply_by", "sms")):
            page.locator(f"[name={name}][value={value}]").check(force=True)
        for name, words in {**LETTER, "phone": phone, **more}.items():
            page.locator(f"main [name={name}]").fill(words)
        if with_photo:
            page.locator("input[name=files]").set_input_files([photo()])
            page.locator("[data-letter-files] img").wait_for()

    def presses_send(self):
        self.page.locator("form[data-letter] .button-primary").click()
        self.page.wait_for_url("**/outbox/")

    def states(self):
        return self.page.evaluate(STATES)

    def waits_until(self, *states):
        """Letters as they were written, on the phone and on its list, where the newest is first."""
        until(self.page, STATES, list(states))
        drawn = f"[data-letters][data-said='{','.join(reversed(states))}']"
        expect(self.page.locator(drawn)).to_be_visible()

    def numbers(self):
        expect(self.page.locator("[data-follow]").first).to_be_visible()
        return self.page.locator("[data-number]").all_inner_texts()


class LastingPhone(Phone):
    """A whole browser of its own: `open` after `kill` is the same phone switched on again."""

    def __init__(self, browser, origin):
        super().__init__(browser, origin)
        self.profile = tempfile.mkdtemp(prefix="kholboo-phone-", dir="/var/tmp")

    def _switched_on(self, **wishes):
        return self.browser.browser_type.launch_persistent_context(
            self.profile, executable_path=chromium(), args=switches(), **wishes
        )

    def kill(self):
        """As a phone does that needs the memory: nobody is asked."""
        self.context.close()

    def throw_away(self):
        super().throw_away()
        shutil.rmtree(self.profile, ignore_errors=True)
