"""Charts drawn by the server: the number always stands beside its picture, as text in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kholboo.ui.components.engine import Component, component

WIDE, HIGH = 600, 160  # of the drawing; it stretches to the room there is


@dataclass(frozen=True)
class Bar:
    """One thing and its number; `words` is the number as people read it."""

    label: object
    value: float
    words: object = ""

    @property
    def text(self) -> object:
        return self.words or self.value


@dataclass(frozen=True)
class DrawnBar:
    bar: Bar
    width: float  # of 100


@component("bar_chart")
@dataclass(frozen=True)
class BarChart(Component):
    """Things compared: a table whose rows carry a bar. Long names break, they are never cut."""

    title: object
    bars: Sequence[Bar]
    thing: object = ""
    number: object = ""

    @cached_property
    def rows(self) -> list[DrawnBar]:
        most = max((bar.value for bar in self.bars), default=0)
        return [DrawnBar(bar, round(100 * bar.value / most, 1) if most else 0) for bar in self.bars]


@component("line_chart")
@dataclass(frozen=True)
class LineChart(Component):
    """A number over time, from zero up; the same numbers stand in a table that opens."""

    title: object
    points: Sequence[Bar]
    thing: object = ""
    number: object = ""

    @property
    def most(self) -> float:
        return max((point.value for point in self.points), default=0)

    @property
    def box(self) -> str:
        return f"0 0 {WIDE} {HIGH}"

    @property
    def path(self) -> str:
        """The line; a single point is drawn as a level line."""
        points = self.points if len(self.points) > 1 else [*self.points, *self.points]
        step = WIDE / max(1, len(points) - 1)
        places = (
            f"{number * step:.1f} {HIGH - HIGH * point.value / (self.most or 1):.1f}"
            for number, point in enumerate(points)
        )
        return "M" + "L".join(places)

    @property
    def area(self) -> str:
        return f"{self.path}V{HIGH}H0Z"

    @property
    def first(self) -> Bar:
        return self.points[0]

    @property
    def last(self) -> Bar:
        return self.points[-1]
