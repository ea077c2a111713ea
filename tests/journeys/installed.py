"""A phone with the app on it: a browser with a profile of its own that lives through closing it."""

import os
import shutil
import tempfile

from tests.journeys.browser import FLAGS, PATIENCE, PHONE, Noticed, chromium
from tests.journeys.people import photo

READY = "() => navigator.serviceWorker.ready.then((found) => Boolean(found.active))"
# All of the first pages and what they are drawn with.
KEPT = """async () => {
  const names = await caches.keys();
  const found = names.length ? await (await caches.open(names[0])).keys() : [];
  return found.map((one) => new URL(one.url).pathname);
}"""
LETTER = {
    "text": "Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжсэн.",
    "wish": "Жинг шалгана уу.",
    "family_name": "Дорж",
    "given_name": "Цэцэг",
    "address": "Орхон, Жаргалант сум, 2-р баг",
}


class Phone:
    """`open` after `kill` is the same phone switched on again: same profile, new processes."""

    def __init__(self, chromiums, origin):
        self.chromiums, self.origin = chromiums, origin
        self.profile = tempfile.mkdtemp(prefix="kholboo-phone-", dir="/var/tmp")
        self.noticed = Noticed(origin)
        self.context = self.page = None

    def open(self, path="/"):
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.context = self.chromiums.launch_persistent_context(
            self.profile, executable_path=chromium(), args=[*FLAGS, *root], base_url=self.origin,
            viewport=PHONE, locale="mn-MN", timezone_id="Asia/Ulaanbaatar",
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE * 2)
        self.context.on("weberror", lambda error: self.noticed.errors.append(str(error.error)))
        self.page = self.context.pages[0]
        self.page.goto(path)
        return self.page

    def install(self):
        """The first visit, until the worker has put everything away that works without network."""
        self.page.evaluate(READY)
        self.page.wait_for_function(f"async () => (await ({KEPT})()).includes('/outbox/new/')")
        return self.page.evaluate(KEPT)

    def airplane(self, *, is_on):
        self.context.set_offline(is_on)

    def kill(self):
        """As a phone does that needs the memory: nobody is asked."""
        self.context.close()

    def throw_away(self):
        if self.context:
            self.context.close()
        shutil.rmtree(self.profile, ignore_errors=True)

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
        return [one["state"] for one in self.page.evaluate("kholboo.outbox.list()")]

    def waits_until(self, *states):
        wanted = list(states)
        self.page.wait_for_function(
            "async (wanted) => { const all = await kholboo.outbox.list();"
            " return JSON.stringify(all.map((one) => one.state)) === JSON.stringify(wanted); }",
            arg=wanted,
        )

    def numbers(self):
        self.page.locator("[data-follow]").first.wait_for()
        return self.page.locator("[data-number]").all_inner_texts()
