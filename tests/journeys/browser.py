"""A real Chromium, and windows in it that notice everything that should not happen."""

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
BARE = "chromium-headless-shell"
# Chromium draws the first two for its address line, in each window anew: a third of all its work.
# The others would be off anyway, but only the last list of a command counts.
OFF = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "MediaRouter", "OptimizationHints",
    "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "NetworkTimeServiceQuerying",
    "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning", "Translate",
)  # fmt: skip
FLAGS = (
    "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-dev-shm-usage", "--force-color-profile=srgb",
    f"--disable-features={','.join(OFF)}",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",  # a microphone that hums
)  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
# Milliseconds a page may take on a busy machine: nobody waits longer than it takes.
PATIENCE = 30_000
# Chromium reports every answer ≥ 400 of a page as an error: tests look at the page itself. And
# htmx reports the request it gave up because a newer one replaced it (hx-sync). A frame of ours that
# may run no scripts (sandbox) says so of each.
USUAL = (
    *("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest"),
    "Blocked script execution in",
)
MISSING = (
    "The tests need a browser. Install it: sudo apt-get install chromium "
    "(or name one you have: CHROMIUM=/path/to/chromium make test)"
)


def chromium():
    """The program of CHROMIUM, or the machine's own. AssertionError when there is none."""
    named = os.environ.get("CHROMIUM", "")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    assert found, MISSING
    return found


def bare_chromium():
    """The same without windows of its own, which take half of all work, where there is one.

    It has no camera, no notices and no Background Sync: what needs those asks for `chromium()`.
    """
    return (not os.environ.get("CHROMIUM") and shutil.which(BARE)) or chromium()


def switches(*more, without="none of them"):
    """Of a command: the usual ones, but those with a part of their name in `without`."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [*(flag for flag in FLAGS if without not in flag), *root, *more]


@contextmanager
def opened_browser(program=None):
    """The one that does the least work, or the one of this program."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program or bare_chromium(), args=switches()
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Noticed:
    """What a window saw that no page of ours may cause. `origin` is our own address."""

    origin: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def watch(self, context):
        context.on("console", self._console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", self._request)

    def _console(self, message):
        if message.type == "error" and not message.text.startswith(USUAL):
            where = urlsplit(message.location.get("url", "")).path
            self.errors.append(f"{where}: {message.text}")

    def _request(self, request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and not request.url.startswith(self.origin):
            self.strangers.append(request.url)

    def nothing(self):
        assert not self.errors, self.errors
        assert not self.strangers, self.strangers


@contextmanager
def opened_page(browser, origin, **wishes):
    """One window of its own, like another person's. Its page carries `noticed`."""
    usual = {"viewport": PHONE, "locale": "mn-MN", "timezone_id": "Asia/Ulaanbaatar"}
    context = browser.new_context(base_url=origin, **{**usual, **wishes})
    try:
        context.set_default_timeout(PATIENCE)
        noticed = Noticed(origin)
        noticed.watch(context)
        page = context.new_page()
        page.noticed = noticed
        yield page
    finally:
        context.close()
