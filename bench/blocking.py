"""How long a page keeps the hand waiting: total blocking time, by the processor's time.

The tasks of the page's main thread are taken from the browser's own trace, each with the time the
processor spent on it, and stretched by the slowdown of the profile; what lies above 50 ms of each
counts (https://web.dev/articles/tbt). Slowing the browser down instead and reading the clock, as
for the paints, counts every moment in which the machine did something else as blocked by the page:
seven visits of one page gave from 0 to 450 ms.
"""

from collections import Counter
from typing import Any

SHORT = 50.0  # milliseconds: a task up to here keeps nobody waiting
CATEGORIES = ["toplevel", "devtools.timeline"]
TASK, PAGE = "ThreadControllerImpl::RunTask", "ParseHTML"


def tasks(browser: Any, page: Any, address: str) -> list[float]:
    """Milliseconds of processor of each task of the page's main thread, until it came to rest."""
    wire = browser.new_browser_cdp_session()
    events: list[dict[str, Any]] = []
    ended: list[Any] = []
    wire.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    wire.on("Tracing.tracingComplete", lambda told: ended.append(told))
    wanted = {"includedCategories": CATEGORIES, "excludedCategories": ["*"]}
    wire.send("Tracing.start", {"traceConfig": wanted, "transferMode": "ReportEvents"})
    page.goto(address, wait_until="load")
    page.wait_for_timeout(500)
    wire.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)
    wire.detach()
    return of_page(events)


def of_page(events: list[dict[str, Any]]) -> list[float]:
    """Of the thread that read most HTML. ValueError when the browser traced none or no task."""
    read = Counter(_thread(one) for one in events if one["name"] == PAGE)
    if not read:
        raise ValueError("The browser's trace has no page in it.")
    thread = read.most_common(1)[0][0]
    found = [one for one in events if one["name"] == TASK and _thread(one) == thread]
    # A task that took less than the browser's clock can tell has no time.
    spent = [one["tdur"] / 1000 for one in found if "tdur" in one]
    if not spent:
        raise ValueError("The browser's trace does not tell the processor's time of tasks.")
    return spent


def _thread(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]


def beyond(spent: list[float], slowdown: float) -> float:
    """Milliseconds beyond 50 of every task, on a processor so many times slower."""
    return sum(max(0.0, one * slowdown - SHORT) for one in spent)
