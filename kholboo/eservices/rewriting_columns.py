"""Columns of a decision table written back into `tables.dmn`. Pure: text in, text out."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from kholboo.eservices.rewriting import to_text
from kholboo.eservices.rewriting_tables import free_id, name_of, root_of, table_of

ENTRIES = {"input": "inputEntry", "output": "outputEntry"}


@dataclass(frozen=True)
class Column:
    """`kept` is its place in the table as it stands; None for a new one.

    `asks` is the name a column of conditions asks for, or the name of what a column gives; `cell`
    is what stands in every row of a new column.
    """

    kept: int | None
    label: str
    asks: str
    kind: str
    cell: str = "-"


def with_columns(text: str, table: str, inputs: Sequence[Column], outputs: Sequence[Column]) -> str:
    """The table has these columns afterwards; what stood in the rows of the kept ones stays."""
    root = root_of(text)
    found = table_of(root, table)
    taken = {str(one.get("id")) for one in root.iter() if one.get("id")}
    for kind, columns in (("input", inputs), ("output", outputs)):
        old = found.findall(name_of(kind))
        made = [_column(kind, one, old, table, taken) for one in columns]
        _put(found, old, made, before=_next(found, kind))
        for rule in found.findall(name_of("rule")):
            cells = rule.findall(name_of(ENTRIES[kind]))
            row = [_cell(kind, one, cells, rule, taken) for one in columns]
            _put(
                rule,
                cells,
                row,
                before=rule.find(name_of("outputEntry")) if kind == "input" else None,
            )
    return to_text(root)


def _put(
    parent: etree._Element,
    old: list[etree._Element],
    new: list[etree._Element],
    *,
    before: etree._Element | None,
) -> None:
    for one in old:
        parent.remove(one)
    if before is None or before.getparent() is not parent:
        notes = parent.find(name_of("annotationEntry"))
        before = notes
    for one in new:
        if before is None:
            parent.append(one)
        else:
            before.addprevious(one)


def _next(table: etree._Element, kind: str) -> etree._Element | None:
    """What stands behind the columns of a kind."""
    names = ("output", "annotation", "rule") if kind == "input" else ("annotation", "rule")
    return next((one for name in names if (one := table.find(name_of(name))) is not None), None)


def _column(
    kind: str, said: Column, old: list[etree._Element], table: str, taken: set[str]
) -> etree._Element:
    if said.kept is not None:
        found = old[said.kept]
        found.set("label", said.label)
        return found
    key = free_id(f"{table}_{kind}", taken)
    made = etree.Element(name_of(kind), id=key, label=said.label)
    if kind == "output":
        made.set("name", said.asks)
        made.set("typeRef", said.kind)
        return made
    inner = etree.SubElement(
        made, name_of("inputExpression"), id=free_id(f"{key}_e", taken), typeRef=said.kind
    )
    etree.SubElement(inner, name_of("text")).text = said.asks
    return made


def _cell(
    kind: str, said: Column, cells: list[etree._Element], rule: etree._Element, taken: set[str]
) -> etree._Element:
    if said.kept is not None:
        return cells[said.kept]
    key = free_id(f"{rule.get('id')}_{kind[0]}", taken)
    made = etree.Element(name_of(ENTRIES[kind]), id=key)
    etree.SubElement(made, name_of("text")).text = said.cell
    return made
