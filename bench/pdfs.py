"""How soon the first page of a PDF stands on a cheap phone, with its words, and pdf.js beside it.

`python -m bench.pdfs plant|take` gives a running product two such standards and takes them away.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

import django

from bench import faces, memory, pdf_js, place
from bench.figures import Figure
from bench.pdf_files import pdf, scan

YEAR = 2026
WITHIN = 300.0  # seconds the worker has to draw them
PATIENCE = 120.0  # seconds until a page is given up
# Name of the figures, number of the standard, its file.
PAGES, SHEETS = 40, 6
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "pdf": ("ЖИШЭЭ 9998", lambda: pdf(PAGES)),
    "scan": ("ЖИШЭЭ 9997", lambda: scan(SHEETS)),
}
# The words of a page are in it as letters, beside the picture: both must be there.
WATCH = """
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  window.sheetAt = entry.renderTime;
})).observe({type: 'element', buffered: true});
new MutationObserver((_changes, watching) => {
  document.querySelector('img.sheet')?.setAttribute('elementtiming', 'sheet');
  if (!document.querySelector('img.sheet ~ .sheet-words, picture ~ .sheet-words')) return;
  window.wordsAt = performance.now();
  watching.disconnect();
}).observe(document, {childList: true, subtree: true});
"""


def figures() -> Iterator[Figure]:
    from tests.journeys.browser import opened_browser
    from tests.journeys.product import given_product, running_product

    with ExitStack() as stack:
        url = os.environ.get("BASE_URL", "")
        given = given_product(url) if url else stack.enter_context(running_product())  # type: ignore[no-untyped-call]
        told = stack.enter_context(planted(given.env))
        faces.rested(given.env)
        paths = [told[f"{name}_address"] for name in FILES]
        pictures = [f"{path}pictures/{number}/" for path in paths for number in range(1, SHEETS)]
        held = memory.after_serving({**os.environ, **given.env}, [*paths, *pictures])
        yield Figure("pdf_web_memory", round(held), "MB", "< 250")
        browser = stack.enter_context(opened_browser())
        for name, (_number, made) in FILES.items():
            yield Figure(f"{name}_draw", round(told[f"{name}_draw"], 2), "s/page")
            if f"{name}_read" in told:
                yield Figure(f"{name}_read", round(told[f"{name}_read"], 2), "s/page")
            ours = _middle(_ours, browser, given.url + told[f"{name}_address"])
            yield Figure(f"{name}_page", round(ours, 2), "s", "< 1")
            with pdf_js.viewer(made()) as address:
                theirs = _middle(_theirs, browser, address)
            yield Figure(f"{name}_pdfjs", round(theirs, 2), "s")
            yield Figure(f"{name}_ratio", round(theirs / ours, 1), "×", ">= 2")


def _middle(visit: Callable[[Any, str], float], browser: Any, address: str) -> float:
    return statistics.median(visit(browser, address) for _visit in range(faces.VISITS)) / 1000


def _ours(browser: Any, address: str) -> float:
    """Milliseconds until the picture of the first page is painted and its words are there."""
    with _phone(browser) as page:
        page.add_init_script(WATCH)
        page.goto(address, wait_until="load")
        return _told(page, "window.sheetAt && Math.max(window.sheetAt, window.wordsAt)")


def _theirs(browser: Any, address: str) -> float:
    with _phone(browser) as page:
        page.goto(address, wait_until="commit")
        return _told(page, "window.shown && window.shown.at")


@contextmanager
def _phone(browser: Any) -> Iterator[Any]:
    network = faces.NETWORKS[0]
    with faces.window(browser, network) as (page, wire):
        wire.send("Emulation.setCPUThrottlingRate", {"rate": network.slowdown})
        yield page


def _told(page: Any, what: str) -> float:
    """Asked again and again: the policy of our pages lets nobody wait inside them."""
    deadline = time.monotonic() + PATIENCE
    while not (told := page.evaluate(what)):
        if time.monotonic() > deadline:
            raise place.Unfit(f"No page was shown in {PATIENCE:.0f} s.")
        page.wait_for_timeout(200)
    return float(told)


@contextmanager
def planted(env: dict[str, str]) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "bench.pdfs"]
    told = json.loads(place.run([*command, "plant"], {**os.environ, **env}))
    try:
        yield told
    finally:
        place.run([*command, "take"], {**os.environ, **env})


def main(act: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    _take()
    if act == "plant":
        print(json.dumps({key: told for name in FILES for key, told in _plant(name).items()}))


def _take() -> None:
    from kholboo.standards.models import Edition

    for edition in Edition.objects.filter(work__number__in=[row[0] for row in FILES.values()]):
        edition.texts.all().delete()
        edition.delete()


def _plant(name: str) -> dict[str, object]:
    """Take the file in, wait for the worker as an officer does, show it."""
    from django.urls import reverse

    from kholboo.documents.services import storing
    from kholboo.standards.models import ScannedPage
    from kholboo.standards.reading import ScanState
    from kholboo.standards.services import catalogue, pdfs, texts

    number, made = FILES[name]
    facts: dict[str, Any] = {
        "title_mn": "Хуудас (ЖИШЭЭ)",
        "access": "free",
        "effective_on": date(YEAR, 1, 1),
    }
    edition = catalogue.keep(number, YEAR, **facts)
    kind = "application/pdf"
    document = storing.store(made(), name=f"{name}.pdf", media_type=kind, actor=None)
    began = time.monotonic()
    text = pdfs.keep(edition, document, actor=None)
    _wait(text.parts.exists, began, f"draw {name}")
    drawn = time.monotonic()
    pages = text.parts.count()
    # The words of scans too: nothing else is to run while pages are measured.
    scans = ScannedPage.objects.filter(part__text=text)
    _wait(lambda: not scans.filter(state=ScanState.WAITING).exists(), began, f"read {name}")
    told: dict[str, object] = {f"{name}_draw": (drawn - began) / pages}
    if scans.exists():
        told[f"{name}_read"] = (time.monotonic() - drawn) / pages
    texts.show(text, actor=None)
    address = reverse("standards:read", args=[edition.slug])
    return {**told, f"{name}_address": address}


def _wait(is_done: Callable[[], bool], began: float, what: str) -> None:
    while not is_done():
        if time.monotonic() > began + WITHIN:
            raise SystemExit(f"The worker did not {what} in {WITHIN:.0f} s.")
        time.sleep(0.2)


if __name__ == "__main__":
    main(sys.argv[1])
