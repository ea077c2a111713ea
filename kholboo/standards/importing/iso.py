"""ISO Open Data: the file `iso_deliverables_metadata.csv` (iso.org/open-data, ODC-By 1.0).

Columns as that file has them: id, deliverableType, supplementType, reference, publicationDate,
edition, icsCode, ownerCommittee, currentStage, replaces, replacedBy, languages, pages.en, title.en,
title.fr, scope.en, scope.fr. Texts it replaces are named by their id.
"""

import html
import re
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from kholboo.core.tables import Table
from kholboo.standards.changing import MOST_TIES
from kholboo.standards.importing.ours import LONGEST, Wrong, day_of, number_of, value_of
from kholboo.standards.importing.rows import Draft, Problem, Reading
from kholboo.standards.rules import Access, Stage

MARKS = {"reference", "currentstage"}
_NUMBERS = re.compile(r"\d+")
_CODES = re.compile(r"\d{2}(?:\.\d{3}(?:\.\d{2})?)?")
# Of the harmonized stages (ISO Guide 69) those at which a project was given up.
GIVEN_UP = 98


def is_iso(table: Table) -> bool:
    return set(table[0][1]) >= MARKS


def read(table: Table) -> Reading:
    reading = Reading()
    references = {cells.get("id", ""): cells.get("reference", "") for _row, cells in table}
    by_id: dict[str, Draft] = {}
    for row, cells in table:
        draft = _draft(reading, row, cells)
        if draft:
            reading.drafts.append(draft)
            by_id[cells.get("id", "")] = draft
            draft.replaces += _older(reading, row, cells.get("replaces", ""), references)
    for _row, cells in table:
        _turn(cells, by_id)
    return reading


def _draft(reading: Reading, row: int, cells: dict[str, str]) -> Draft | None:
    if cells.get("supplementtype"):
        reading.remarks.append(
            Problem(row, "reference", _("An amendment or a corrigendum is left out."))
        )
        return None
    found = len(reading.problems)
    facts: dict[str, Any] = {"access": str(Access.CONTRACT)}
    for name, act in FACTS.items():
        try:
            facts |= act(cells)
        except Wrong as wrong:
            reading.problems.append(Problem(row, name, wrong.args[0]))
    if facts.get("stage") == "":
        reading.remarks.append(Problem(row, "currentstage", _("A project given up is left out.")))
        return None
    try:
        number, year = number_of(cells.get("reference", ""))
    except Wrong as wrong:
        reading.problems.append(Problem(row, "reference", wrong.args[0]))
        return None
    return Draft(row, number, year, facts) if len(reading.problems) == found else None


def _stage(cells: dict[str, str]) -> dict[str, Any]:
    code, *_more = [*cells.get("currentstage", "").replace(".", "").split(), ""]
    if not (code.isascii() and code.isdecimal() and len(code) <= 4):
        raise Wrong(_("This is no stage code."))
    stage, step = divmod(int(code), 100)
    if step == GIVEN_UP:
        return {"stage": ""}
    return {"stage": str(_stage_of(stage, step))}


def _stage_of(stage: int, step: int) -> Stage:
    """The nearest of the stages a catalogue tells apart."""
    if stage == 95 and step == 99:
        return Stage.WITHDRAWN
    if stage == 90 and step == 93:
        return Stage.REVIEWED
    if stage >= 90 or (stage, step) == (60, 60):
        return Stage.PUBLISHED
    if stage >= 50:
        return Stage.APPROVAL
    return Stage.ENQUIRY if stage == 40 else Stage.DRAFTING


def _day(cells: dict[str, str]) -> dict[str, Any]:
    day = cells.get("publicationdate", "")
    return {"effective_on": day_of(day)} if day else {}


def _title(cells: dict[str, str]) -> dict[str, Any]:
    return {"title_en": value_of("title_en", cells.get("title.en", ""))}


def _scope(cells: dict[str, str]) -> dict[str, Any]:
    try:
        scope = html.unescape(strip_tags(cells.get("scope.en", ""))).strip()
    except SuspiciousOperation as error:
        raise Wrong(_("The scope has too many tags that do not end. Write it plain.")) from error
    return {"scope_en": scope[: LONGEST["scope_en"]]} if scope else {}


def _rest(cells: dict[str, str]) -> dict[str, Any]:
    pages, codes = cells.get("pages.en", ""), _CODES.findall(cells.get("icscode", ""))
    facts: dict[str, Any] = {"ics": sorted(set(codes))} if codes else {}
    return facts | ({"pages": value_of("pages", pages.removesuffix(".0"))} if pages else {})


FACTS = {
    "currentstage": _stage,
    "publicationdate": _day,
    "title.en": _title,
    "scope.en": _scope,
    "pages.en": _rest,
}


def _older(reading: Reading, row: int, ids: str, references: dict[str, str]) -> list[str]:
    found = []
    for key in _NUMBERS.findall(ids)[: MOST_TIES + 1]:
        if references.get(key):
            found.append(references[key])
        else:
            reading.remarks.append(
                Problem(
                    row,
                    "replaces",
                    _("The text with the id %(id)s is not in this file; the tie is left out.")
                    % {"id": key},
                )
            )
    return found


def _turn(cells: dict[str, str], by_id: dict[str, Draft]) -> None:
    """`replacedBy` says of the newer text what its own row may not say."""
    for key in _NUMBERS.findall(cells.get("replacedby", ""))[: MOST_TIES + 1]:
        newer, older = by_id.get(key), cells.get("reference", "")
        if newer and older and older not in newer.replaces:
            newer.replaces.append(older)
