"""An edition as plain facts: what a change of it is compared with."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.standards.changing import COLUMNS, DAYS, KEYS, Bond, Facts
from kholboo.standards.models import Committee, Edition, IcsClass, Relation
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
    facts: Facts = {name: getattr(edition, KEYS.get(name, name)) for name in COLUMNS}
    facts |= {name: facts[name] or "" for name in KEYS}
    return facts | {name: facts[name].isoformat() if facts[name] else None for name in DAYS}


def tie_of(row: Relation) -> list[str]:
    how, name = "text", row.text
    if row.edition:
        how, name = "edition", row.edition.slug
    elif row.work:
        how, name = "work", row.work.slug
    since = row.since.isoformat() if row.since else ""
    return Bond(row.kind, how, name, row.clause, since, row.link).plain()


def fingerprint(*things: Any) -> str:
    """A short name of exactly these facts; others have another one."""
    plain = json.dumps(things, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


# What an edition may name that has a table of its own, and what is said of a name that is not there.
UNKNOWN = {
    "ics": _("There is no class %(code)s in the ICS."),
    "committee": _("There is no technical committee %(code)s in the table."),
}


def named_in(facts: Facts) -> set[tuple[str, str]]:
    """Pairs of fact and name: the classes and the committee that these facts speak of."""
    classes = {("ics", code) for code in facts.get("ics") or ()}
    return classes | ({("committee", facts["committee"])} if facts.get("committee") else set())


def unknown_in(many: Iterable[Facts]) -> set[tuple[str, str]]:
    """Those of the names in all these facts that have no row; two questions."""
    asked = {pair for facts in many for pair in named_in(facts)}
    codes, numbers = ({name for fact, name in asked if fact == each} for each in UNKNOWN)
    known = {("ics", code) for code in IcsClass.objects.in_bulk(codes)}
    known |= {("committee", number) for number in Committee.objects.in_bulk(numbers)}
    return asked - known
