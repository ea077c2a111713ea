"""Rows of a decision table written back into `tables.dmn`. Pure: text in, text out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from lxml import etree

from kholboo.core.errors import RuleBroken
from kholboo.eservices.engine.dmn.subset import DMN
from kholboo.eservices.engine.faults import Problems
from kholboo.eservices.engine.xml import read_xml, text_of
from kholboo.eservices.rewriting import to_text

FILE = "tables.dmn"


@dataclass(frozen=True)
class Cells:
    """One row as it stands in the file: the texts of its cells, in the order of the columns."""

    id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    note: str


def rows_of(text: str, table: str) -> list[Cells]:
    return [_cells(rule) for rule in table_of(root_of(text), table).findall(name_of("rule"))]


def with_rows(text: str, table: str, rows: Sequence[Cells]) -> str:
    """The table has these rows afterwards, in this order; a row without an id gets a new one."""
    root = root_of(text)
    found = table_of(root, table)
    for rule in found.findall(name_of("rule")):
        found.remove(rule)
    taken = {str(one.get("id")) for one in root.iter() if one.get("id")}
    for row in rows:
        found.append(_rule(row, table, taken))
    return to_text(root)


def with_head(text: str, table: str, *, name: str, hit: str) -> str:
    """What the table is called, and which of several rows that fit counts."""
    root = root_of(text)
    found = table_of(root, table)
    found.getparent().set("name", name)
    found.set("hitPolicy", hit)
    return to_text(root)


def _rule(row: Cells, table: str, taken: set[str]) -> etree._Element:
    rule = etree.Element(name_of("rule"), id=free_id(row.id or f"{table}_row", taken))
    if row.note:
        etree.SubElement(rule, name_of("description")).text = row.note
    for kind, cells in (("inputEntry", row.inputs), ("outputEntry", row.outputs)):
        for place, cell in enumerate(cells, 1):
            key = free_id(f"{rule.get('id')}_{kind[0]}{place}", taken)
            entry = etree.SubElement(rule, name_of(kind), id=key)
            etree.SubElement(entry, name_of("text")).text = cell
    return rule


def free_id(key: str, taken: set[str]) -> str:
    found, count = key, 1
    while found in taken:
        count += 1
        found = f"{key}_{count}"
    taken.add(found)
    return found


def _cells(rule: etree._Element) -> Cells:
    notes = [text_of(one.find(name_of("text"))) for one in rule.findall(name_of("annotationEntry"))]
    return Cells(
        rule.get("id") or "",
        tuple(text_of(one.find(name_of("text"))) for one in rule.findall(name_of("inputEntry"))),
        tuple(text_of(one.find(name_of("text"))) for one in rule.findall(name_of("outputEntry"))),
        text_of(rule.find(name_of("description"))) or " ".join(filter(None, notes)),
    )


def root_of(text: str) -> etree._Element:
    root = read_xml(text.encode(), FILE, Problems())
    if root is None:
        raise RuleBroken(_("The file cannot be read: put its text right first."))
    return root


def table_of(root: etree._Element, table: str) -> etree._Element:
    for decision in root.findall(name_of("decision")):
        found = decision.find(name_of("decisionTable"))
        if decision.get("id") == table and found is not None:
            return found
    raise RuleBroken(_("There is no such table."))


def name_of(local: str) -> str:
    return f"{{{DMN}}}{local}"
