"""How fast this machine computes just now: what shares its processors may slow it by half.

The same loop before and after a measurement. Milliseconds of two runs can be compared when their
paces are alike, and no others can.
"""

import time

from bench.figures import Figure

ADDITIONS, TRIES = 1_000_000, 3


def pace(when: str) -> Figure:
    """The least milliseconds of processor that a million additions took."""
    took = min(_once() for _try in range(TRIES))
    return Figure(f"machine_{when}", round(took * 1000), "ms")


def _once() -> float:
    began = time.process_time()
    total = 0
    for number in range(ADDITIONS):
        total += number
    return time.process_time() - began
