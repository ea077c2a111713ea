"""What pages weigh on the way to a phone that has never been here, and whether they jump."""

import pytest

from bench import public
from tests.journeys.browser import DESK
from tests.journeys.people import Citizen, Demo, Story

KB = 1024
PUBLIC = ["/feedback/", "/feedback/kind/", "/feedback/terms/", "/account/login/"]
PUBLIC += public.STANDARDS.values()
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


def heavy(scales, paths):
    """The pages above a bar, with what is above it."""
    found = {path: too_much(scales.weigh(path), most=MOST["page"]) for path in paths}
    return {path: wrong for path, wrong in found.items() if wrong}


def test_public_pages_are_light_on_their_first_visit(phone):
    assert heavy(Scales(phone), PUBLIC) == {}


@pytest.mark.parametrize("is_department", [False, True], ids=["head", "department"])
def test_pages_of_the_sites_are_light_on_their_first_visit(
    is_department, window, product, department, script_pages
):
    phone = window(department if is_department else product.url, service_workers="block")
    paths = [
        path
        for on_department, path in public.addresses().values()
        if on_department == is_department
    ]

    assert heavy(Scales(phone), paths) == {}


def test_the_form_the_receipt_and_the_followed_case_are_light(phone):
    citizen = Citizen(phone)
    citizen.tells(Story(), with_photo=False)
    scales = Scales(phone)
    form = heavy(scales, [f"/feedback/{step}/" for step in FORM])
    receipt = citizen.sends()
    sent = heavy(scales, ["/feedback/sent/"])
    citizen.opens(receipt)
    case = heavy(scales, [f"/track/{receipt.number}/"])

    assert (form, sent, case) == ({}, {}, {})


def test_the_desk_is_light_on_its_first_visit(window):
    officer = Demo(window(viewport=DESK, service_workers="block"))
    officer.enters_as("Болд")
    scales = Scales(officer.page)

    for path in ("/desk/?queue=all", "/desk/new/"):
        assert too_much(scales.weigh(path), most=MOST["desk"], script=MOST["desk"]) == {}
