"""A decision table as data, and asking it. What a cell may say: `dmn/cells.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import RuleBroken
from kholboo.eservices.engine.conditions.evaluating import passes
from kholboo.eservices.engine.graph import Tree
from kholboo.eservices.engine.naming import Data, value_of


class Hit(StrEnum):
    UNIQUE = "UNIQUE"
    FIRST = "FIRST"


class Binds(StrEnum):
    """When a table is asked and its answer kept: as it was on the day of the application or of
    the decision. Its names for others (`naming.py`) exist only when it binds at submission."""

    SUBMISSION = "submission"
    DECISION = "decision"


class NoRule(RuleBroken):
    """No rule of the table fits the data; whatever asked for it is rolled back."""

    code = "no_rule"


@dataclass(frozen=True)
class Input:
    """`path` names the data; `allowed` is a cell that all values pass, where the table says so."""

    label: str
    path: tuple[str, ...]
    kind: str
    allowed: Tree = field(default_factory=lambda: ["any"])


@dataclass(frozen=True)
class Output:
    name: str
    kind: str
    label: str = ""
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Rule:
    id: str
    cells: tuple[Tree, ...]
    outputs: tuple[Any, ...]
    note: str = ""


@dataclass(frozen=True)
class Result:
    """`rule` is kept with the decision: it is shown to the officer and to the applicant."""

    rule: str
    outputs: Mapping[str, Any]
    note: str = ""


@dataclass(frozen=True)
class Table:
    id: str
    name: str
    hit: Hit
    binds: Binds
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...] = field(default_factory=tuple)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "hit": self.hit.value,
            "binds": self.binds.value,
            "inputs": [[i.label, list(i.path), i.kind, i.allowed] for i in self.inputs],
            "outputs": [[o.name, o.kind, o.label, list(o.values)] for o in self.outputs],
            "rules": [[r.id, list(r.cells), list(r.outputs), r.note] for r in self.rules],
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Table":
        return cls(
            row["id"],
            row["name"],
            Hit(row["hit"]),
            Binds(row["binds"]),
            tuple(Input(a, tuple(path), kind, cell) for a, path, kind, cell in row["inputs"]),
            tuple(Output(a, kind, label, tuple(v)) for a, kind, label, v in row["outputs"]),
            tuple(Rule(a, tuple(cells), tuple(o), note) for a, cells, o, note in row["rules"]),
        )


def decide(table: Table, data: Data) -> Result:
    """The first rule whose cells all pass; publication has seen to it that UNIQUE has no second."""
    said = [value_of(list(column.path), data) for column in table.inputs]
    for rule in table.rules:
        if all(passes(cell, each) is True for cell, each in zip(rule.cells, said, strict=True)):
            names = (output.name for output in table.outputs)
            return Result(rule.id, dict(zip(names, rule.outputs, strict=True)), rule.note)
    raise NoRule(
        _("The table “%(table)s” has no rule for this. Ask who keeps the procedure.")
        % {"table": table.name},
        table=table.id,
    )
