"""An edition as plain facts: what a change of it is compared with."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from kholboo.standards.changing import COLUMNS, DAYS, Facts
from kholboo.standards.models import Edition, IcsClass, Relation
from kholboo.standards.rules import RelationKind

# Of an edition that is not there yet.
NOTHING: Facts = {
    name: False if name == "is_title_ours" else None if name in (*DAYS, "pages", "store_id") else ""
    for name in COLUMNS
} | {"ics": [], "ties": [], "replaced_by": []}


def facts_of(edition: Edition) -> Facts:
    return facts_of_many([edition])[edition.pk]


def facts_of_many(editions: Iterable[Edition]) -> dict[int, Facts]:
    """By key of the edition; three questions for any number of them."""
    rows = list(editions)
    keys = [row.pk for row in rows]
    facts = {row.pk: _columns(row) | {"ics": [], "ties": [], "replaced_by": []} for row in rows}
    classes = Edition.ics.through.objects.filter(edition__in=keys)
    for edition, code in classes.order_by("icsclass").values_list("edition", "icsclass"):
        facts[edition]["ics"].append(code)
    for tie in Relation.objects.filter(source__in=keys).select_related("edition", "work"):
        facts[tie.source_id]["ties"].append(tie_of(tie))
    replacing = Relation.objects.filter(edition__in=keys, kind=RelationKind.REPLACES)
    for older, newer in replacing.values_list("edition", "source__slug").order_by("source__slug"):
        facts[older]["replaced_by"].append(newer)
    for one in facts.values():
        one["ties"].sort()
    return facts


def _columns(edition: Edition) -> Facts:
    facts: Facts = {name: getattr(edition, name) for name in COLUMNS}
    return facts | {name: facts[name].isoformat() if facts[name] else None for name in DAYS}


def tie_of(row: Relation) -> list[str]:
    if row.edition:
        return [row.kind, "edition", row.edition.slug, row.clause]
    if row.work:
        return [row.kind, "work", row.work.slug, row.clause]
    return [row.kind, "text", row.text, row.clause]


def fingerprint(*things: Any) -> str:
    """A short name of exactly these facts; others have another one."""
    plain = json.dumps(things, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def unknown_classes(codes: Iterable[str]) -> list[str]:
    """Those that are no class of the ICS, in their order."""
    asked = list(codes)
    known = set(IcsClass.objects.filter(pk__in=asked).values_list("pk", flat=True))
    return [code for code in asked if code not in known]
