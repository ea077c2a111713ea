"""How long a page keeps the hand waiting: total blocking time, by the processor's time.

The tasks of the page's main thread are taken from the browser's own trace, each with the time the
processor spent on it, and stretched by the slowdown of the profile. What lies above 50 ms of each
counts from the first contentful paint on: before it there is nothing a hand could touch, and how
long that lasts is the paint's own figure. A task under way at the paint counts with what is left of
it (https://web.dev/articles/tbt; Lighthouse cuts the tasks in the same way). Slowing the browser
down instead and reading the clock, as for the paints, counts every moment in which the machine did
something else as blocked by the page: seven visits of one page gave from 0 to 450 ms.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

SHORT = 50.0  # milliseconds: a task up to here keeps nobody waiting
CATEGORIES = ["toplevel", "devtools.timeline"]
TASK, PAGE, PAINT = "ThreadControllerImpl::RunTask", "ParseHTML", "firstContentfulPaint"


@dataclass(frozen=True)
class Tasks:
    """Milliseconds of processor of each task: in the whole visit, and from the first paint on."""

    all: list[float]
    painted: list[float]


def tasks(browser: Any, page: Any, address: str) -> Tasks:
    """What the page's main thread did until it came to rest."""
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


def of_page(events: list[dict[str, Any]]) -> Tasks:
    """Of the thread that read most HTML.

    ValueError when the browser traced no page, no first paint of it, or no processor's time.
    """
    read = Counter(_thread(one) for one in events if one["name"] == PAGE)
    if not read:
        raise ValueError("The browser's trace has no page in it.")
    thread = read.most_common(1)[0][0]
    paints = [one["ts"] for one in events if one["name"] == PAINT and _thread(one) == thread]
    if not paints:
        raise ValueError("The browser's trace does not tell when the page was first painted.")
    # A task that took less than the browser's clock can tell has no time.
    found = [
        one for one in events if one["name"] == TASK and _thread(one) == thread and "tdur" in one
    ]
    if not found:
        raise ValueError("The browser's trace does not tell the processor's time of tasks.")
    spent = [one["tdur"] / 1000 for one in found]
    after = [_share_after(one, max(paints)) for one in found]
    return Tasks(spent, [time * part for time, part in zip(spent, after, strict=True) if part])


def _share_after(task: dict[str, Any], moment: float) -> float:
    """What part of the task lies behind the moment, from 0 to 1."""
    end, length = task["ts"] + task["dur"], max(task["dur"], 1)
    return float(min(1.0, max(0.0, (end - moment) / length)))


def _thread(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]


def beyond(spent: list[float], slowdown: float) -> float:
    """Milliseconds beyond 50 of every task, on a processor so many times slower."""
    return sum(max(0.0, one * slowdown - SHORT) for one in spent)
