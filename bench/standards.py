"""Finding among 100,000 standards: numbers, inflected words, building the index."""

import json
import sys
from collections.abc import Iterator

from bench import place
from bench.figures import Figure

COUNT = 100_000


def figures() -> Iterator[Figure]:
    with place.database("kholboo_bench_standards") as env:
        said = json.loads(place.run([sys.executable, "-m", "bench.standards_pages", COUNT], env))
    yield Figure("standards_fill_rate", said["fill_rate"], "editions/s")
    yield Figure("standards_index_build", round(said["index_build"], 1), "s", "< 60")
    yield Figure("standards_number_p95_ms", round(said["number_p95"], 2), "ms", "< 5")
    yield Figure("standards_number_found", round(said["number_found"], 4), "", ">= 1")
    yield Figure("standards_text_p95_ms", round(said["text_p95"], 1), "ms", "< 40")
    yield Figure("standards_broad_p95_ms", round(said["broad_p95"], 1), "ms")
    yield Figure("standards_broad_first_ms", round(said["broad_first"], 1), "ms")
    for name in ("text", "text_no_vowels", "text_latin"):
        for figure in ("recall", "precision"):
            bar = ">= 0.95" if name == "text" or figure == "recall" else ""
            yield Figure(f"standards_{name}_{figure}", round(said[f"{name}_{figure}"], 4), "", bar)
