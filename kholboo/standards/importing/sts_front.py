"""What an STS file says of itself in front: number, titles, classes, scope, ties (NISO STS 1.2).

Nothing is guessed: a day whose meaning the file does not say, and an adoption whose degree it does
not say, are remarks for the officer and no facts.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from kholboo.core.errors import RuleBroken
from kholboo.standards.changing import LONGEST_SCOPE, MOST_TIES, Bond
from kholboo.standards.importing.ours import Wrong, classes_of, day_of, number_of, value_of
from kholboo.standards.importing.rows import Draft, Problem, Reading
from kholboo.standards.rules import RelationKind, Stage
from kholboo.standards.sts.names import LANGUAGE, child, name_of, plain
from kholboo.standards.sts.parsing import parse
from kholboo.standards.sts.problems import Refused

# Of several bodies in one front the national one speaks for the file.
METAS = ("nat-meta", "reg-meta", "std-meta", "iso-meta")
LANGUAGES = {"mn": "mn", "mon": "mn", "en": "en", "eng": "en"}
TIES = {
    "replaces": RelationKind.REPLACES,
    "supersedes": RelationKind.REPLACES,
    "amends": RelationKind.AMENDS,
    "corrects": RelationKind.CORRECTS,
    "consolidates": RelationKind.CONSOLIDATES,
    "ispartof": RelationKind.PART_OF,
}
STAGES = {
    "wd": Stage.DRAFTING,
    "cd": Stage.DRAFTING,
    "dis": Stage.ENQUIRY,
    "fdis": Stage.APPROVAL,
    "prf": Stage.APPROVAL,
    "is": Stage.PUBLISHED,
}


def is_xml(content: bytes) -> bool:
    head = content[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<")


def read(content: bytes) -> Reading:
    """RuleBroken for what is no safe XML or has no front matter of a standard."""
    try:
        root, _letters = parse(content)
    except Refused as refused:
        raise RuleBroken(
            _("This XML is not read (%(code)s, line %(line)s).")
            % {"code": refused.code, "line": refused.line},
            field="file",
        ) from refused
    metas = sorted(root.iter(*METAS), key=lambda one: METAS.index(name_of(one)))
    if not metas:
        raise RuleBroken(_("This XML has no front matter of a standard."), field="file")
    reading = Reading()
    draft = _draft(reading, metas[0], root)
    if draft:
        reading.drafts.append(draft)
        for other in metas[1:]:
            reading.remarks.append(
                Problem(
                    other.sourceline or 0,
                    name_of(other),
                    _("It takes up %(number)s. Tie it by hand: IDT, MOD or NEQ is not said here.")
                    % {"number": _reference(other)},
                )
            )
    return reading


def _draft(reading: Reading, meta: etree._Element, root: etree._Element) -> Draft | None:
    row = meta.sourceline or 0
    found = len(reading.problems)
    facts: dict[str, Any] = {}
    for name, value in _facts(reading, meta, root):
        try:
            facts[name] = value_of(name, value) if isinstance(value, str) else value
        except Wrong as wrong:
            reading.problems.append(Problem(row, name, wrong.args[0]))
    try:
        number, year = number_of(_reference(meta))
    except Wrong as wrong:
        reading.problems.append(Problem(row, "std-ref", wrong.args[0]))
        return None
    if len(reading.problems) > found:
        return None
    ties = list(islice(_ties(reading, meta), MOST_TIES + 1))
    return Draft(row, number, year, facts, ties=ties)


def _facts(
    reading: Reading, meta: etree._Element, root: etree._Element
) -> Iterator[tuple[str, Any]]:
    for wrap in meta.iter("title-wrap"):
        language = LANGUAGES.get(wrap.get(LANGUAGE, ""))
        words = plain(child(wrap, "full")) or ". ".join(
            filter(None, (plain(child(wrap, part)) for part in ("intro", "main", "compl")))
        )
        if language and words:
            yield f"title_{language}", words
    codes = " ".join(plain(one) for one in meta.iter("ics"))
    if codes:
        yield "ics", classes_of(codes)
    for count in meta.iter("page-count"):
        yield "pages", count.get("count", "")
    stage = STAGES.get(plain(next(meta.iter("release-version"), None)).lower())
    if stage:
        yield "stage", str(stage.value)
    yield from _days(reading, meta)
    yield from _scope(meta, root)


def _days(reading: Reading, meta: etree._Element) -> Iterator[tuple[str, Any]]:
    day = plain(next(meta.iter("pub-date", "release-date"), None))
    if day and name_of(meta) == "iso-meta":
        yield "effective_on", day_of(day)
    elif day:
        reading.remarks.append(
            Problem(
                meta.sourceline or 0,
                "release-date",
                _("%(day)s is left out: whether it is approved or in force from then is not said.")
                % {"day": day},
            )
        )


def _scope(meta: etree._Element, root: etree._Element) -> Iterator[tuple[str, Any]]:
    spoken = plain(next(meta.iter("content-language"), None)) or root.get(LANGUAGE, "")
    language = LANGUAGES.get(spoken)
    scope = next((one for one in root.iter("sec") if one.get("sec-type") == "scope"), None)
    if language and scope is not None:
        lines = [plain(one) for one in scope.iter("p")]
        yield f"scope_{language}", "\n".join(filter(None, lines))[:LONGEST_SCOPE]


def _ties(reading: Reading, meta: etree._Element) -> Iterator[Bond]:
    for tie in meta.iter("std-xref"):
        words = plain(child(tie, "std-ref")) or plain(tie)
        kind = TIES.get(tie.get("type", "").lower())
        if kind and words:
            yield Bond(str(kind.value), "", words)
        elif words:
            reading.remarks.append(
                Problem(
                    tie.sourceline or 0,
                    "std-xref",
                    _("The tie “%(kind)s” to %(number)s is left out.")
                    % {"kind": tie.get("type", ""), "number": words},
                )
            )


def _reference(meta: etree._Element) -> str:
    """The dated number, else any."""
    found = list(meta.iterchildren("std-ref"))
    dated = [one for one in found if one.get("type") == "dated"]
    return plain((dated or found or [child(meta, "doc-ref")])[0])
