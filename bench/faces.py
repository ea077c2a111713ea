"""How fast a page shows itself to people on slow networks, in a real browser.

Two profiles of the design: slow 4G (150 ms, 1.6 Mbit/s, processor a quarter) and rural (400 ms,
400 kbit/s, processor a sixth). Cold: nothing cached, a new window each time. The middle of three
visits counts, because the machine serves, throttles and draws at once. The app's worker is met as
by everybody else: it sets to work when the page has been loaded. How long a page blocks the hand
is measured on visits of its own (`blocking`), by the processor's time.
"""

import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from bench import blocking, place, public
from bench.figures import Figure

VISITS = 3
# Largest paint and layout shift are told by the browser while the page lives.
WATCH = """
window.seen = {lcp: 0, cls: 0};
const watch = (type, take) => new PerformanceObserver(
  list => list.getEntries().forEach(take)).observe({type, buffered: true});
watch('largest-contentful-paint', e => { window.seen.lcp = e.startTime; });
watch('layout-shift', e => { if (!e.hadRecentInput) window.seen.cls += e.value; });
"""
READ = """() => ({...window.seen,
  fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0})"""


@dataclass(frozen=True)
class Network:
    """`delay` in milliseconds, `speed` in kbit/s, `slowdown` of the processor; bars in seconds."""

    name: str
    delay: int
    speed: int
    slowdown: int
    fcp: float
    lcp: float


NETWORKS = [
    Network("slow4g", 150, 1_600, 4, fcp=1.2, lcp=1.8),
    Network("rural", 400, 400, 6, fcp=2.5, lcp=3.0),
]


def faces() -> Iterator[Figure]:
    """FCP, LCP, CLS and blocking time of the public pages, for each network."""
    # The browser's library belongs to the tests; without it there is nothing to measure here.
    from tests.journeys.browser import chromium, opened_browser
    from tests.journeys.product import given_product, running_product

    with ExitStack() as stack:
        url = os.environ.get("BASE_URL", "")
        given = given_product(url) if url else stack.enter_context(running_product())  # type: ignore[no-untyped-call]
        # The whole one, as on a phone: it has a process ready for the page, where the bare one
        # starts it within the page's own first second and is counted as blocked for 100 ms.
        browser = stack.enter_context(opened_browser(chromium()))  # type: ignore[no-untyped-call]
        with scripted(given.env):
            rested(given.env)
            yield from _measure(browser, given.url)


def rested(env: dict[str, str]) -> None:
    """Wait until a running product's worker has nothing left to do (`bench.rest`)."""
    place.run([sys.executable, "-m", "bench.rest"], {**os.environ, **env})


@contextmanager
def scripted(env: dict[str, str]) -> Iterator[None]:
    """While it lasts, a running product has pages with titles in traditional script."""
    command = [sys.executable, "-m", "bench.scripted"]
    place.run([*command, "plant"], {**os.environ, **env})
    try:
        yield
    finally:
        place.run([*command, "take"], {**os.environ, **env})


def _measure(browser: Any, base: str) -> Iterator[Figure]:
    origin = public.origin_of(base)
    for network in NETWORKS:
        for name, (is_department, path) in public.addresses().items():
            address = origin(is_department) + path
            visits = [visit(browser, address, network) for _visit_number in range(VISITS)]
            seen = {key: statistics.median(visit[key] for visit in visits) for key in visits[0]}
            label = f"{network.name}_{name}"
            yield Figure(f"{label}_fcp", round(seen["fcp"] / 1000, 2), "s", f"<= {network.fcp}")
            yield Figure(f"{label}_lcp", round(seen["lcp"] / 1000, 2), "s", f"<= {network.lcp}")
            yield Figure(f"{label}_cls", round(seen["cls"], 3), "score", "<= 0.02")
            yield from blocked(browser, address, network, label, bar="<= 100")


def blocked(
    browser: Any, address: str, network: Network, label: str, bar: str = ""
) -> Iterator[Figure]:
    """Blocking time after the first paint, and that of the whole visit; the middle of visits."""
    visits = [_tasks_of_visit(browser, address, network) for _ in range(VISITS)]
    for name, said, lists in (
        ("tbt", bar, [visit.painted for visit in visits]),
        ("whole_visit_blocked", "", [visit.all for visit in visits]),
    ):
        middle = statistics.median(blocking.beyond(times, network.slowdown) for times in lists)
        yield Figure(f"{label}_{name}", round(middle), "ms", said)


def _tasks_of_visit(browser: Any, address: str, network: Network) -> blocking.Tasks:
    with window(browser, network) as (page, _wire):
        return blocking.tasks(browser, page, address)


def visit(browser: Any, address: str, network: Network) -> dict[str, float]:
    with window(browser, network) as (page, wire):
        wire.send("Emulation.setCPUThrottlingRate", {"rate": network.slowdown})
        page.add_init_script(WATCH)
        page.goto(address, wait_until="load")
        page.wait_for_timeout(500)
        seen: dict[str, float] = page.evaluate(READ)
        return seen


@contextmanager
def window(browser: Any, network: Network) -> Iterator[tuple[Any, Any]]:
    """A page that has never been anywhere, on this network, and the wire to its browser."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        bytes_a_second = network.speed * 1000 / 8
        wire.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": network.delay,
                "downloadThroughput": bytes_a_second,
                "uploadThroughput": bytes_a_second,
            },
        )
        yield page, wire
    finally:
        context.close()
