"""Pages of the sites: kept ones against a bare page of the same server, one made anew, search."""

import json
import os
import statistics
import sys
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from bench import place
from bench.figures import Figure, p95

CLIENTS = 8
SLICES, SECONDS = 5, 2.0  # turns of each side; noise of the machine falls on both
LOWEST_RATIO = 0.4
MOST_CPU = 40  # milliseconds
MANY, MOST_SEARCH = 10_000, 200  # pages; milliseconds, the budget of any public page
HOST = urlsplit(place.PRODUCTION["PUBLIC_URL"]).netloc


def figures() -> Iterator[Figure]:
    with place.database("kholboo_bench_sites") as env:
        listener = {**env, **place.PRODUCTION}
        # Once more under the name the server listens to: the sites bear it.
        place.run([sys.executable, "-m", "launch.prepare"], listener)
        yield from _against_hello(env)
        made = json.loads(place.run([sys.executable, "-m", "bench.site_pages", 20], listener))
        for name, said in made.items():
            cpu = round(statistics.median(said["cpu"]), 1)
            yield Figure(f"site_{name}_cpu", cpu, "ms", f"< {MOST_CPU}")
            yield Figure(f"site_{name}_queries", said["queries"], "")
        for count in (0, MANY):
            spent = json.loads(
                place.run([sys.executable, "-m", "bench.site_search", 20, count], listener)
            )
            bar = f"< {MOST_SEARCH}" if count else ""
            yield Figure(f"site_search_{count}", round(p95(spent), 1), "ms", bar)


def _against_hello(env: Mapping[str, str]) -> Iterator[Figure]:
    workers = os.cpu_count() or 1
    with (
        place.web(env, workers=workers) as product,
        place.web(env, workers=workers, application="bench.hello:application") as bare,
    ):
        for server in (product, bare):
            _knocked(env, server, seconds=1.0)  # connections, caches
        kept, hello = 0.0, 0.0
        for _turn in range(SLICES):
            kept += _knocked(env, product, seconds=SECONDS) / SLICES
            hello += _knocked(env, bare, seconds=SECONDS) / SLICES
    yield Figure("site_kept", round(kept), "pages/s")
    yield Figure("site_hello", round(hello), "pages/s")
    yield Figure("site_kept_ratio", round(kept / hello, 3), "", f">= {LOWEST_RATIO}")


def _knocked(env: Mapping[str, str], server: place.Web, *, seconds: float) -> float:
    said: dict[str, Any] = json.loads(
        place.run(
            [sys.executable, "-m", "bench.knock", server.port, CLIENTS, seconds, HOST, "/"], env
        )
    )
    if said["wrong"]:
        raise place.Unfit(f"Refused: {said['wrong'][0]}")
    return float(said["pages"] / seconds)
