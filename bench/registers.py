"""Finding among 100,000 certificates: words, holders, numbers, barcodes, broad words narrowed."""

import json
import sys
from collections.abc import Iterator

from bench import place
from bench.figures import Figure

COUNT = 100_000


def figures() -> Iterator[Figure]:
    with place.database("kholboo_bench_registers") as env:
        said = json.loads(place.run([sys.executable, "-m", "bench.registers_search", COUNT], env))
    yield Figure("registers_fill_rate", round(said["fill_rate"]), "certificates/s")
    for name in ("words", "holder", "broad", "number", "barcode", "nothing"):
        yield Figure(f"registers_{name}_p95_ms", round(said[f"{name}_p95"], 1), "ms", "< 40")
