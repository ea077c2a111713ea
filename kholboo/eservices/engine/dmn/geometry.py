"""Do the rules of a table leave nothing out and never contradict each other?

Each column is cut into pieces at every value any of its cells names: the values themselves and the
gaps between. Within a piece every cell says the same, so a rule is a box of pieces, and the boxes
are compared exactly. (A missing answer is no piece: it fits only `-` and is refused when asked.)
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from kholboo.eservices.engine.conditions.evaluating import passes
from kholboo.eservices.engine.conditions.kinds import Kind
from kholboo.eservices.engine.decisions import Hit, Input, Table
from kholboo.eservices.engine.graph import Tree

MOST_LOOKS = 1_000_000  # at a rule in a piece, before a table is refused as too entangled
OTHER = "…"  # a text that no cell names
_EARLIEST, _LATEST = date(1, 1, 1), date(9999, 12, 31)


class Entangled(Exception):
    """The table is too large to be judged."""


@dataclass(frozen=True)
class Fault:
    """`rules` are the ids concerned; `where` says for which values, in words of the table."""

    code: str
    rules: tuple[str, ...]
    where: str


def faults_of(table: Table, domains: Sequence[Kind]) -> list[Fault]:
    """`domains` by column: which values there are at all. Raises Entangled."""
    grid = _Grid(table, domains)
    return [*grid.overlaps(), *grid.unreached(), *grid.gaps()]


def pieces(column: Input, cells: Sequence[Tree], domain: Kind) -> list[Any]:
    """One value of each piece of a column, those that cannot come left out."""
    if column.kind == "boolean":
        found: list[Any] = [True, False]
    elif domain.values:
        found = list(domain.values)
    else:
        named = {said for cell in (*cells, column.allowed) for said in _named(cell)}
        bounds = {said for said in (domain.low, domain.high) if said is not None}
        cut = _cut_whole if domain.is_whole else _CUTS[column.kind]
        found = [said for said in cut(sorted(named | bounds)) if _can_come(said, domain)]
    return [said for said in found if passes(column.allowed, said) is True]


def _can_come(said: Any, domain: Kind) -> bool:
    if domain.low is not None and said < domain.low:
        return False
    return domain.high is None or said <= domain.high


def _named(test: Tree) -> Iterator[Any]:
    if test[0] in ("or", "not"):
        for part in test[1:]:
            yield from _named(part)
    elif test[0] == "range":
        yield from test[1:3]
    elif test[0] != "any":
        yield test[1]


def _cut_numbers(named: list[Any]) -> list[Any]:
    if not named:
        return [0]
    between = [(low + high) / 2 for low, high in pairwise(named)]
    return [named[0] - 1, *named, *between, named[-1] + 1]


def _cut_whole(named: list[Any]) -> list[Any]:
    near = {math.floor(said) + by for said in named for by in (-1, 0, 1, 2)}
    return sorted(near) or [0]


def _cut_days(named: list[Any]) -> list[Any]:
    days = [date.fromisoformat(said) for said in named]
    near = {day + timedelta(days=by) for day in days for by in (-1, 1) if _EARLIEST < day < _LATEST}
    found = {*days, *near} or {date(2026, 1, 1)}
    return [day.isoformat() for day in sorted(found)]


def _cut_texts(named: list[Any]) -> list[Any]:
    return [*named, OTHER]


_CUTS = {"number": _cut_numbers, "date": _cut_days, "string": _cut_texts}


@dataclass
class _Grid:
    table: Table
    domains: Sequence[Kind]
    columns: list[list[Any]] = field(init=False)
    boxes: list[list[int]] = field(init=False)  # by rule and column, a bit for each piece
    looks: int = 0

    def __post_init__(self) -> None:
        rules = self.table.rules
        self.columns = [
            pieces(column, [rule.cells[at] for rule in rules], self.domains[at])
            for at, column in enumerate(self.table.inputs)
        ]
        self.boxes = [
            [self._bits(cell, said) for cell, said in zip(rule.cells, self.columns, strict=True)]
            for rule in rules
        ]

    def overlaps(self) -> Iterator[Fault]:
        if self.table.hit is not Hit.UNIQUE:
            return
        for later, box in enumerate(self.boxes):
            for earlier in range(later):
                shared = [a & b for a, b in zip(box, self.boxes[earlier], strict=True)]
                if all(shared):
                    rules = self.table.rules
                    yield Fault(
                        "rules_overlap", (rules[earlier].id, rules[later].id), self._words(shared)
                    )

    def unreached(self) -> Iterator[Fault]:
        """Rules that can never come: no value fits, or all that fit were taken before them."""
        for at, box in enumerate(self.boxes):
            earlier = list(range(at)) if self.table.hit is Hit.FIRST else []
            if not all(box) or self._uncovered(0, earlier, box, {}) is None:
                yield Fault("rule_unreached", (self.table.rules[at].id,), "")

    def gaps(self) -> Iterator[Fault]:
        whole = [(1 << len(column)) - 1 for column in self.columns]
        gap = self._uncovered(0, list(range(len(self.boxes))), whole, {})
        if gap is not None:
            yield Fault("rules_gap", (), self._words([1 << at for at in gap]))

    def _uncovered(
        self, column: int, rules: list[int], box: list[int], seen: dict[Any, list[int] | None]
    ) -> list[int] | None:
        """Pieces, column by column from this one, that lie in the box and in none of the rules."""
        if column == len(self.columns):
            return None if rules else []
        key = (column, tuple(rules))
        if key not in seen:
            seen[key] = self._look(column, rules, box, seen)
        return seen[key]

    def _look(
        self, column: int, rules: list[int], box: list[int], seen: dict[Any, list[int] | None]
    ) -> list[int] | None:
        for at in range(len(self.columns[column])):
            if not box[column] >> at & 1:
                continue
            self.looks += 1 + len(rules)
            if self.looks > MOST_LOOKS:
                raise Entangled
            left = [rule for rule in rules if self.boxes[rule][column] >> at & 1]
            rest = self._uncovered(column + 1, left, box, seen)
            if rest is not None:
                return [at, *rest]
        return None

    def _bits(self, cell: Tree, said: list[Any]) -> int:
        return sum(1 << at for at, each in enumerate(said) if passes(cell, each) is True)

    def _words(self, box: list[int]) -> str:
        """The first value of the box, column by column: an example says more than an interval."""
        parts = []
        for column, bits, said in zip(self.table.inputs, box, self.columns, strict=True):
            value = said[(bits & -bits).bit_length() - 1]
            parts.append(f"{column.label} = {_word(value)}")
        return ", ".join(parts)


def _word(said: Any) -> str:
    return str(said).lower() if isinstance(said, bool) else str(said)
