"""How a difference says conditions and tables: as a file has them, or as the pages of a house do."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.engine.conditions.printing import cell_text, condition_text, literal_text
from kholboo.eservices.engine.decisions import Binds, Hit, Rule, Table
from kholboo.eservices.engine.graph import Tree


class Wording(Protocol):
    """Words of one version. Each is an object whose `str` is in the language of who reads it then."""

    def condition(self, tree: Tree, last: tuple[str, ...]) -> object:
        """`last`: steps whose result a bare `outcome` asks for."""

    def columns(self, table: Table) -> object: ...

    def rule(self, table: Table, rule: Rule, only: Collection[str] = ()) -> object:
        """In one line: what it asks for, and what it gives; of that `only` some, where told."""

    def hit(self, hit: Hit) -> object: ...

    def binds(self, binds: Binds) -> object: ...

    def kind(self, kind: str) -> object:
        """What sort of step it is."""

    def table(self, key: str) -> object:
        """What a table is called; “–” for none."""


Wordings: TypeAlias = Callable[[Bundle], Wording]


@dataclass(frozen=True)
class AsWritten:
    """What stands in the files."""

    bundle: Bundle

    def condition(self, tree: Tree, last: tuple[str, ...]) -> object:
        return condition_text(tree)

    def columns(self, table: Table) -> object:
        asked = [
            f"{'.'.join(column.path)} ({column.kind}, {cell_text(column.allowed)})"
            for column in table.inputs
        ]
        return ", ".join([*asked, *(f"→ {each.name} ({each.kind})" for each in table.outputs)])

    def rule(self, table: Table, rule: Rule, only: Collection[str] = ()) -> object:
        asked = [
            f"{column.label} {cell_text(cell)}"
            for column, cell in zip(table.inputs, rule.cells, strict=True)
            if cell[0] != "any"
        ]
        given = [
            f"{output.label or output.name} = {literal_text(value)}"
            for output, value in zip(table.outputs, rule.outputs, strict=True)
            if not only or output.name in only
        ]
        return f"{'; '.join(asked) or '-'} → {'; '.join(given)}"

    def hit(self, hit: Hit) -> object:
        return hit.value

    def binds(self, binds: Binds) -> object:
        return binds.value

    def kind(self, kind: str) -> object:
        return kind

    def table(self, key: str) -> object:
        return key or "–"
