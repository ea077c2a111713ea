"""`make bench [NAME=…]`: measure, print one JSON line a figure, exit 1 when a bar is missed."""

import sys
from collections.abc import Callable, Iterator

from bench import (
    desk,
    faces,
    million,
    pdfs,
    reading,
    recompute,
    registers,
    reports,
    sites,
    standards,
    steps,
    submission,
    walking,
    weight,
)
from bench.applications import measured as applications
from bench.figures import Figure, say
from bench.pace import pace
from bench.place import Unfit

MEASURES: dict[str, Callable[[], Iterator[Figure]]] = {
    "submit": submission.figures,
    "desk": desk.figures,
    "reports": reports.figures,
    "recompute": recompute.figures,
    "million": million.figures,
    "sites": sites.figures,
    "standards": standards.figures,
    "registers": registers.figures,
    "weight": weight.figures,
    "faces": faces.faces,
    "reader": reading.figures,
    "pdf": pdfs.figures,
    "walking": walking.figures,
    "steps": steps.figures,
    "applications": applications.figures,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"No such measurement: {', '.join(unknown)}. There are: {', '.join(MEASURES)}")
        return 2
    met = True
    for name in names or MEASURES:
        try:
            met = say(_paced(MEASURES[name]())) and met
        except Unfit as reason:
            print(reason, file=sys.stderr)
            met = False
    return 0 if met else 1


def _paced(figures: Iterator[Figure]) -> Iterator[Figure]:
    yield pace("before")
    yield from figures
    yield pace("after")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
