"""Keeping editions: their numbers brought into one form, their words made findable."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from kholboo.core.language import slug
from kholboo.standards.models import Edition, IcsClass, Work
from kholboo.standards.numbers import parse
from kholboo.standards.services import finding


@transaction.atomic
def keep(number: str, year: int | None, *, ics: Collection[str] = (), **facts: Any) -> Edition:
    """The edition of this number and year with these facts, made or brought up to date.

    Raises ValueError for a number that is none, and IcsClass.DoesNotExist for an unknown class.
    """
    work = work_of(number)
    edition = Edition.objects.select_for_update().filter(work=work, year=year).first()
    edition = edition or Edition(work=work, year=year, slug=_slug(work, year))
    for name, value in facts.items():
        setattr(edition, name, value)
    edition.save()
    edition.ics.set([IcsClass.objects.get(pk=code) for code in ics])
    finding.index([edition.pk])
    return edition


def work_of(number: str) -> Work:
    """The work of this number, made where there is none, and locked. ValueError as for `keep`."""
    parsed = parse(number)
    if parsed is None or parsed.year is not None:
        raise ValueError(number)
    defaults = {"number": number, "bare": parsed.bare, "slug": slug(number)}
    locked = Work.objects.select_for_update()
    return locked.get_or_create(key=parsed.key, defaults=defaults)[0]


def _slug(work: Work, year: int | None) -> str:
    return f"{work.slug}-{year}" if year else f"{work.slug}-undated"
