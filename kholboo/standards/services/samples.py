"""Documents of our own writing, by which everybody can try the reader of a demonstration.

Running it again adds what is missing and changes nothing.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from PIL import Image

from kholboo.core import clock
from kholboo.core.language import slug
from kholboo.documents.models import Document
from kholboo.documents.services import storing
from kholboo.standards.models import (
    Committee,
    Edition,
    Manifestation,
    PriceClass,
    Relation,
    Tariff,
)
from kholboo.standards.reading import TextState
from kholboo.standards.rules import RelationKind
from kholboo.standards.services import catalogue, finding, pdfs, texts
from kholboo.standards.services.committees import CODES

DATA = Path(__file__).resolve().parent.parent / "data" / "samples"
DAYS = ("approved_on", "effective_on", "withdrawn_on")
FACTS = ("title_mn", "title_en", "scope_mn", "scope_en", "access", "pages", "stage")
TIES = {"replaces": RelationKind.REPLACES, "adopts": RelationKind.IDENTICAL}


@transaction.atomic
def load() -> None:
    read = json.loads((DATA / "samples.json").read_text(encoding="utf-8"))
    _keep_tables(read)
    rows = read["editions"]
    if Edition.objects.filter(slug__in=[_slug(row) for row in rows]).count() == len(rows):
        return
    # All editions first: the texts refer to one another.
    made = [(_keep(row), row) for row in rows]
    for edition, row in made:
        for name, kind in TIES.items():
            for older in row.get(name, []):
                _tie(edition, kind, older)
        for tie in row.get("amends", []):
            _tie(edition, RelationKind.AMENDS, tie["edition"], clause=tie["clause"])
        for law in row.get("laws", []):
            _name(edition, law)
        if "text" in row and not edition.texts.exists():
            _take(edition, row)
    finding.index(edition.pk for edition, _row in made)


def _keep_tables(read: dict[str, Any]) -> None:
    for row in read["committees"]:
        facts = {name: value for name, value in row.items() if name != "number"}
        Committee.objects.get_or_create(number=row["number"], defaults=facts | {"is_sample": True})
    if Tariff.objects.exists():
        return
    since = date.fromisoformat(read["tariff"]["since"])
    tariff = Tariff.objects.create(since=since, is_sample=True, made_at=clock.now())
    PriceClass.objects.bulk_create(
        PriceClass(tariff=tariff, code=code, pages_from=first, amount=amount)
        for code, (first, amount) in zip(CODES, read["tariff"]["classes"], strict=False)
    )


def _keep(row: dict[str, Any]) -> Edition:
    known = Edition.objects.filter(slug=_slug(row)).first()
    if known:
        return known
    facts = {name: row[name] for name in FACTS if name in row}
    days = {name: date.fromisoformat(row[name]) for name in DAYS if name in row}
    return catalogue.keep(
        row["number"],
        row["year"],
        ics=row["ics"],
        committee_id=row.get("committee"),
        **facts,
        **days,
    )


def _slug(row: dict[str, Any]) -> str:
    return slug(f"{row['number']} {row['year']}")


def _tie(edition: Edition, kind: RelationKind, to: str, clause: str = "") -> None:
    """`to` is a designation; words stay words where we do not hold the edition."""
    found = Edition.objects.filter(slug=slug(to)).first()
    target: dict[str, Any] = {"edition": found} if found else {"text": to}
    Relation.objects.get_or_create(source=edition, kind=kind, clause=clause, **target)


def _name(edition: Edition, law: dict[str, str]) -> None:
    facts = {"text": law["title"], "clause": law["article"]}
    since = date.fromisoformat(law["since"])
    edition.relations.get_or_create(kind=RelationKind.CITED, **facts, defaults={"since": since})


def _take(edition: Edition, row: dict[str, Any]) -> None:
    name: str = row["text"]
    if name.endswith(".pdf"):
        content = (DATA / name).read_bytes()
        document = storing.store(content, name=name, media_type="application/pdf", actor=None)
        pdfs.keep(edition, document, actor=None, is_sample=True)
        return
    pictures = [(one, _picture(one)) for one in row.get("pictures", [])]
    text = texts.take_sts(
        edition,
        (DATA / name).read_bytes(),
        name=name,
        pictures=pictures,
        actor=None,
        is_sample=True,
    )
    texts.show(text, actor=None)


def _picture(name: str) -> Document:
    """Drawn by us, so it needs no cleaning."""
    with Image.open(DATA / name) as picture:
        size = picture.size
    content = (DATA / name).read_bytes()
    return storing.store(content, name=name, media_type="image/png", actor=None, size=size)


def draw(text_id: int) -> None:
    """Draw the pages of a PDF; of one of ours, readers see them at once."""
    pdfs.draw(text_id)
    text = Manifestation.objects.get(pk=text_id)
    if text.is_sample and text.state == TextState.DRAFT and text.parts.exists():
        texts.show(text, actor=None)
