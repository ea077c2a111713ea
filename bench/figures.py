"""One measured figure, said as one JSON line; the exit code says whether every bar was met."""

import json
import operator
from collections.abc import Iterable
from dataclasses import asdict, dataclass

COMPARE = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}


@dataclass(frozen=True)
class Figure:
    """`bar` reads like "< 60"; an empty bar means that the figure is only told."""

    name: str
    value: float
    unit: str
    bar: str = ""

    @property
    def ok(self) -> bool:
        if not self.bar:
            return True
        sign, limit = self.bar.split()
        return bool(COMPARE[sign](self.value, float(limit)))

    def line(self) -> str:
        return json.dumps({**asdict(self), "ok": self.ok}, ensure_ascii=False)


def say(figures: Iterable[Figure]) -> bool:
    """Print each figure as it comes; True when every bar was met."""
    met = True
    for figure in figures:
        print(figure.line(), flush=True)
        met = met and figure.ok
    return met


def p95(values: Iterable[float]) -> float:
    """The value that 95 of 100 do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]
