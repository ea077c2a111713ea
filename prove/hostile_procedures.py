"""Procedures that mean harm, or were damaged by accident: none is published, none stops the reader.

The hostile set is that of the engine's tests: entity bombs, scripts, expressions that want to be
run, circles without anybody, ten thousand steps. Damage is a byte changed, left out or doubled.
"""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from random import Random
from unittest.mock import patch

from bench.figures import Figure
from prove.within import broken, run, set_up

DAMAGED = 2_000
LONGEST = 2  # seconds for one procedure, however hostile


def figures(seed: int) -> Iterator[Figure]:
    set_up()
    said = _judge_all()
    yield Figure("hostile-procedures/tried", len(said), "", ">= 60")
    yield Figure(
        "hostile-procedures/published", sum(not found for found, _w, _s in said), "", "<= 0"
    )
    unnamed = sum(wrong not in found for found, wrong, _seconds in said)
    yield Figure("hostile-procedures/element_not_named", unnamed, "", "<= 0")
    yield Figure(
        "hostile-procedures/slowest", round(max(s for _f, _w, s in said), 2), "s", f"< {LONGEST}"
    )
    yield from _damaged(Random(seed))
    with ExitStack() as walls:
        for wall in _walls():
            walls.enter_context(wall)
        published = sum(not found for found, _wrong, _seconds in _judge_all())
    yield broken("hostile-procedures", published, "published")


def _judge_all() -> list[tuple[list[tuple[str, str]], tuple[str, str], float]]:
    """For each hostile procedure what was told, what must be, and how long it took."""
    from kholboo.eservices.engine.tests.bakery import files, problems
    from kholboo.eservices.engine.tests.hostile import HOSTILE

    said: list[tuple[list[tuple[str, str]], tuple[str, str], float]] = []
    for part, change, wrong in HOSTILE.values():
        given = change(files()) if part == "all" else files(**{part: change})
        began = time.perf_counter()
        said.append((problems(given), wrong, time.perf_counter() - began))
    return said


def _damaged(luck: Random) -> Iterator[Figure]:
    """Whatever bytes come, the answer is a list of problems or a procedure that walks."""
    from kholboo.eservices.engine.bundle import read_bundle
    from kholboo.eservices.engine.faults import Unpublishable
    from kholboo.eservices.engine.tests.bakery import files
    from kholboo.eservices.engine.walking import begin

    refused = silent = 0
    for _each in range(DAMAGED):
        given = files()
        name = luck.choice(sorted(given))
        given[name] = _damage(luck, given[name])
        try:
            bundle = read_bundle(given)
        except Unpublishable as reason:
            refused += 1
            silent += sum(not each.message for each in reason.problems)
        else:
            begin(bundle.graphs, {})
    yield Figure("hostile-procedures/without_a_sentence", silent, "", "<= 0")
    # An exception of any other kind has ended the proof before this line.
    yield Figure("hostile-procedures/damaged_refused", refused, f"of {DAMAGED}", "> 0")


def _damage(luck: Random, source: bytes) -> bytes:
    at, to = luck.randrange(len(source)), luck.randrange(len(source))
    kind = luck.choice(("change", "leave out", "double", "move"))
    if kind == "change":
        return source[:at] + bytes([luck.randrange(256)]) + source[at + 1 :]
    first, last = min(at, to), min(max(at, to), min(at, to) + 200)
    if kind == "leave out":
        return source[:first] + source[last:]
    piece = source[first:last]
    return source[:at] + piece + source[at:] if kind == "double" else source[:at] + piece


def _walls() -> Iterator[patch]:  # type: ignore[valid-type]
    """The control: no table of what is allowed, no look for document types, no shape."""
    from kholboo.eservices.engine import xml
    from kholboo.eservices.engine.allowed import Vocabulary
    from kholboo.eservices.engine.bpmn import shape

    never = re.compile(r"(?!)")
    yield patch.object(Vocabulary, "_check", lambda *_given: None)
    yield patch.object(xml, "_DOCTYPE", never)
    for name in ("_check_reach", "_check_side", "_check_circles"):
        yield patch.object(shape, name, lambda *_given: None)


if __name__ == "__main__":
    run(figures)
