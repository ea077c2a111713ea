"""What pages weigh on the way to a phone that has never been here, and whether they jump."""

import pytest

from tests.journeys.browser import DESK
from tests.journeys.people import Citizen, Demo, Story

KB = 1024
PUBLIC = [
    "/", "/feedback/", "/feedback/kind/", "/feedback/service/?kind=complaint", "/feedback/terms/",
    "/track/", "/account/login/",
]  # fmt: skip
FORM = ["place", "story", "files", "who", "you", "check"]  # the last one sends
MOST = {"page": 40 * KB, "desk": 60 * KB, "script": 8 * KB}
MOST_REQUESTS = 10
MOST_SHIFT = 0.02

# Shifts are collected from before the first paint on.
COLLECT = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push(one.value);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def phone(window):
    """A phone that has never been here: no worker answers from what it kept."""
    return window(service_workers="block")


class Scales:
    """Weighs what comes over the wire: compressed bodies and headers, by kind."""

    def __init__(self, page):
        self.page, self.weights, self._kinds = page, [], {}
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        # A visit counts as the first one: nothing is taken from what came before.
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.on(
            "Network.responseReceived", lambda e: self._kinds.update({e["requestId"]: e["type"]})
        )
        wire.on("Network.loadingFinished", self._arrived)
        page.add_init_script(COLLECT)

    def _arrived(self, event):
        self.weights.append(
            (self._kinds.get(event["requestId"], ""), int(event["encodedDataLength"]))
        )

    def weigh(self, path):
        self.weights.clear()
        self.page.goto(path, wait_until="networkidle")
        return {
            "bytes": sum(weight for _kind, weight in self.weights),
            "requests": len(self.weights),
            "script": sum(weight for kind, weight in self.weights if kind == "Script"),
            "shift": sum(self.page.evaluate("() => window.shifts")),
        }


def too_much(found, *, most, script=MOST["script"]):
    """The figures above their bars."""
    bars = {"bytes": most, "requests": MOST_REQUESTS, "script": script, "shift": MOST_SHIFT}
    return {name: f"{found[name]} > {bar}" for name, bar in bars.items() if found[name] > bar}


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_light_on_its_first_visit(path, phone):
    assert too_much(Scales(phone).weigh(path), most=MOST["page"]) == {}


def test_the_form_the_receipt_and_the_followed_case_are_light(phone):
    citizen = Citizen(phone)
    citizen.tells(Story(), with_photo=False)
    scales = Scales(phone)
    found = {f"/feedback/{step}/": scales.weigh(f"/feedback/{step}/") for step in FORM}
    receipt = citizen.sends()
    for path in ("/feedback/sent/", "/track/"):
        found[path] = scales.weigh(path)
    citizen.opens(receipt)
    found["case"] = scales.weigh(f"/track/{receipt.number}/")

    heavy = {path: too_much(one, most=MOST["page"]) for path, one in found.items()}
    assert {path: wrong for path, wrong in heavy.items() if wrong} == {}


def test_the_desk_is_light_on_its_first_visit(window):
    officer = Demo(window(viewport=DESK, service_workers="block"))
    officer.enters_as("Болд")
    scales = Scales(officer.page)

    for path in ("/desk/?queue=all", "/desk/new/"):
        assert too_much(scales.weigh(path), most=MOST["desk"], script=MOST["desk"]) == {}
