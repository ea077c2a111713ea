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
    return [_cells(rule) for rule in _table(_root(text), table).findall(_name("rule"))]


def with_rows(text: str, table: str, rows: Sequence[Cells]) -> str:
    """The table has these rows afterwards, in this order; a row without an id gets a new one."""
    root = _root(text)
    found = _table(root, table)
    for rule in found.findall(_name("rule")):
        found.remove(rule)
    taken = {str(one.get("id")) for one in root.iter() if one.get("id")}
    for row in rows:
        found.append(_rule(row, table, taken))
    return to_text(root)


def _rule(row: Cells, table: str, taken: set[str]) -> etree._Element:
    rule = etree.Element(_name("rule"), id=_free(row.id or f"{table}_row", taken))
    if row.note:
        etree.SubElement(rule, _name("description")).text = row.note
    for kind, cells in (("inputEntry", row.inputs), ("outputEntry", row.outputs)):
        for place, cell in enumerate(cells, 1):
            key = _free(f"{rule.get('id')}_{kind[0]}{place}", taken)
            entry = etree.SubElement(rule, _name(kind), id=key)
            etree.SubElement(entry, _name("text")).text = cell
    return rule


def _free(key: str, taken: set[str]) -> str:
    found, count = key, 1
    while found in taken:
        count += 1
        found = f"{key}_{count}"
    taken.add(found)
    return found


def _cells(rule: etree._Element) -> Cells:
    notes = [text_of(one.find(_name("text"))) for one in rule.findall(_name("annotationEntry"))]
    return Cells(
        rule.get("id") or "",
        tuple(text_of(one.find(_name("text"))) for one in rule.findall(_name("inputEntry"))),
        tuple(text_of(one.find(_name("text"))) for one in rule.findall(_name("outputEntry"))),
        text_of(rule.find(_name("description"))) or " ".join(filter(None, notes)),
    )


def _root(text: str) -> etree._Element:
    root = read_xml(text.encode(), FILE, Problems())
    if root is None:
        raise RuleBroken(_("The file cannot be read: put its text right first."))
    return root


def _table(root: etree._Element, table: str) -> etree._Element:
    for decision in root.findall(_name("decision")):
        found = decision.find(_name("decisionTable"))
        if decision.get("id") == table and found is not None:
            return found
    raise RuleBroken(_("There is no such table."))


def _name(local: str) -> str:
    return f"{{{DMN}}}{local}"
