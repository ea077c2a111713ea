"""The quarterly report over the whole agency, on the database as it is filled."""

import json
import sys
from collections.abc import Iterator, Mapping

from bench import place
from bench.figures import Figure, p95

CASES, TIMES = 100_000, 12
SLOWEST = 1_000  # ms


def figures() -> Iterator[Figure]:
    """On a database of its own with CASES cases; `python -m bench.reports` asks the one there is."""
    with place.database("kholboo_bench_reports") as env:
        place.run([sys.executable, "-m", "bench.fill", "--cases", CASES], env, may_miss=True)
        yield from measured(env)


def measured(env: Mapping[str, str]) -> Iterator[Figure]:
    waits: dict[str, list[float]] = json.loads(
        place.run([sys.executable, "-m", "bench.report_pages", TIMES], env)
    )
    yield Figure("quarterly_report", round(p95(waits["quarterly"]), 1), "ms", f"< {SLOWEST}")
    yield Figure("dashboard", round(p95(waits["dashboard"]), 1), "ms", f"< {SLOWEST}")
    yield Figure("quarterly_report_cases", waits["cases"][0], "cases")
