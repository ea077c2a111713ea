"""The desk at a thousand and at a hundred thousand cases, in turns, so that noise falls on both."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack

from bench import place
from bench.figures import Figure, p95

FEW, MANY = 1_000, 100_000
TURNS, TIMES = 3, 12
SLOWEST, GROWTH = 60, 1.5  # ms; how much slower among a hundred times as many cases
PAGES = ("inbox", "search", "case_page", "caller")
Waits = dict[str, list[float]]


Filled = dict[int, tuple[Mapping[str, str], float]]


def figures() -> Iterator[Figure]:
    with ExitStack() as stack:
        yield from compared(filled(stack, FEW, MANY))


def filled(stack: ExitStack, *counts: int) -> Filled:
    """A database for each number of cases, until `stack` is closed; how fast each was filled."""
    return {count: _filled(stack, count) for count in counts}


def compared(databases: Filled) -> Iterator[Figure]:
    """Each page of the desk among few cases and among many."""
    few, many = sorted(databases)
    yield Figure("fill_rate", databases[many][1], "cases/s", "> 5000")
    waits: dict[int, Waits] = {few: {}, many: {}}
    for _turn in range(TURNS):
        for count in (few, many):
            _add(waits[count], _measured(databases[count][0]))
    for page in PAGES:
        small, large = (p95(_of(waits[count], page)) for count in (few, many))
        yield Figure(f"{page}_p95_ms", round(large, 1), "ms", f"< {SLOWEST}")
        yield Figure(f"{page}_p95_ms_few", round(small, 1), "ms")
        yield Figure(f"{page}_growth", round(large / small, 2), "", f"<= {GROWTH}")


def _filled(stack: ExitStack, count: int) -> tuple[Mapping[str, str], float]:
    env = stack.enter_context(place.database(f"kholboo_bench_{count}"))
    said = place.run([sys.executable, "-m", "bench.fill", "--cases", count], env, may_miss=True)
    return env, float(json.loads(said.splitlines()[-1])["value"])


def _measured(env: Mapping[str, str]) -> Waits:
    waits: Waits = json.loads(place.run([sys.executable, "-m", "bench.pages", TIMES], env))
    return waits


def _add(known: Waits, fresh: Waits) -> None:
    for name, waits in fresh.items():
        known.setdefault(name, []).extend(waits)


def _of(waits: Waits, page: str) -> list[float]:
    """The page as everybody saw it; warm-up is not counted."""
    return [wait for name, found in waits.items() if name.startswith(page) for wait in found]
