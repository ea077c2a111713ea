"""Pages of applications among three thousand and among three hundred thousand of them."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from bench import place
from bench.figures import Figure, p95

FEW, MANY = 3_000, 300_000
TURNS, TIMES = 2, 20
SLOWEST, SLOWEST_SQL = 60, 10  # ms of a page, and of all its questions to the database together
# Which of them the promise names; the others are held to the page's time only.
PROMISED = ("queue", "overdue", "progress")
PAGES = (*PROMISED, "lists", "found", "page", "mine")
Visits = dict[str, list[tuple[float, float, int]]]


def figures() -> Iterator[Figure]:
    with ExitStack() as stack:
        filled = {count: _filled(stack, count) for count in (FEW, MANY)}
        yield from (Figure(one["name"], one["value"], one["unit"]) for one in filled[MANY][1])
        visits: dict[int, Visits] = {FEW: {}, MANY: {}}
        for _turn in range(TURNS):
            for count, (env, _said) in filled.items():
                for page, found in _visited(env).items():
                    visits[count].setdefault(page, []).extend(found)
    for page in PAGES:
        yield from _page(page, visits)


def _page(page: str, visits: dict[int, Visits]) -> Iterator[Figure]:
    name = f"applications_{page}"
    waits, asked, counts = zip(*visits[MANY][page], strict=True)
    bar = f"< {SLOWEST_SQL}" if page in PROMISED else ""
    yield Figure(f"{name}_p95_ms", round(p95(waits), 1), "ms", f"< {SLOWEST}")
    yield Figure(f"{name}_sql_p95_ms", round(p95(asked), 1), "ms", bar)
    few = max(many for _wait, _sql, many in visits[FEW][page])
    # Now and then a visit reads the calendar anew for its process: that is no matter of numbers.
    yield Figure(f"{name}_queries", p95(counts), "", f"<= {few}")


def _filled(stack: ExitStack, count: int) -> tuple[Mapping[str, str], list[dict[str, Any]]]:
    env = stack.enter_context(place.database(f"kholboo_bench_applications_{count}"))
    command = [sys.executable, "-m", "bench.fill", "--applications", count]
    return env, [json.loads(line) for line in place.run(command, env).splitlines()]


def _visited(env: Mapping[str, str]) -> Visits:
    said = place.run([sys.executable, "-m", "bench.applications.pages", TIMES], env)
    visits: Visits = json.loads(said)
    return visits
