"""The first rows of the catalogue: the classification, and standards seen on public pages.

Running it again adds what is missing and changes nothing.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from kholboo.core.language import slug
from kholboo.standards.models import Edition, IcsClass, Relation
from kholboo.standards.rules import RelationKind
from kholboo.standards.services import catalogue, finding, terms

DATA = Path(__file__).resolve().parent.parent / "data"
DAYS = ("approved_on", "effective_on")


@transaction.atomic
def load() -> None:
    _load_classes()
    terms.begin(**_read("terms.json"))
    rows = _read("editions.json")["editions"]
    if Edition.objects.count() >= len(rows):
        finding.enter_missing()
        return
    made = {(row["number"], row["year"]): _load_edition(row) for row in rows}
    for row in rows:
        for older in row.get("replaces", []):
            _replace(made[row["number"], row["year"]], older)
    finding.index(edition.pk for edition in made.values())


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


def _load_classes() -> None:
    rows = _read("ics.json")["classes"]
    if IcsClass.objects.count() >= len(rows):
        return
    IcsClass.objects.bulk_create(
        (
            IcsClass(
                code=code,
                parent_id=code.rpartition(".")[0] or None,
                name_en=name_en,
                name_mn=name_mn,
            )
            # Parents first: a code is longer than the one above it.
            for code, name_en, name_mn in sorted(rows, key=lambda row: (row[0].count("."), row[0]))
        ),
        ignore_conflicts=True,
    )


def _load_edition(row: dict[str, Any]) -> Edition:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in DAYS}
    words = {
        name: row[name]
        for name in ("title_mn", "title_en", "is_title_ours", "store_id", "pages", "resolution")
        if name in row
    }
    return catalogue.keep(row["number"], row["year"], ics=row["ics"], **words, **days)


def _replace(edition: Edition, older: str) -> None:
    """`older` is a designation; words stay words where we do not hold the edition."""
    found = Edition.objects.filter(slug=slug(older)).first()
    target: dict[str, Any] = {"edition": found} if found else {"text": older}
    Relation.objects.get_or_create(source=edition, kind=RelationKind.REPLACES, **target)
