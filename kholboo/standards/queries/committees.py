"""Reading the tables that the agency keeps: committees, and what a text costs on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.standards.models import Committee, Edition, PriceClass, Tariff
from kholboo.standards.rules import PUBLISHED, Access

MOST_SHOWN = 300


def committees() -> QuerySet[Committee]:
    """All of them with how many editions each has."""
    return Committee.objects.annotate(held=Count("editions")).order_by("number")[:MOST_SHOWN]


def committee_at(number: str) -> Committee:
    """Raises NotFound."""
    found = Committee.objects.filter(pk=number).first()
    if found is None:
        raise NotFound(_("There is no such committee."), committee=number)
    return found


def names_of(numbers: Collection[str]) -> dict[str, str]:
    """Number → number and name, of those that are there; in the order of the table."""
    rows = Committee.objects.filter(pk__in=numbers).order_by("number") if any(numbers) else ()
    return {row.number: str(row) for row in rows}


def choices() -> list[tuple[str, str]]:
    """For a form: the empty one first."""
    rows = Committee.objects.order_by("number")[:MOST_SHOWN]
    return [("", pgettext("committee", "Not known")), *((row.number, str(row)) for row in rows)]


@dataclass(frozen=True)
class Price:
    """What a reader is told: `amount` in MNT is None while nobody has set or can know it."""

    access: Access
    amount: int | None = None
    is_sample: bool = False
    since: date | None = None


def price_of(edition: Edition) -> Price | None:
    """Of today; None for a draft, which nobody buys."""
    if edition.stage not in PUBLISHED:
        return None
    access = Access(edition.access)
    found = _class_of(edition.pages) if access == Access.SOLD and edition.pages else None
    if found is None:
        return Price(access)
    return Price(access, found.amount, found.tariff.is_sample, found.tariff.since)


def _class_of(pages: int) -> PriceClass | None:
    """Each tariff begins with a class from the first page, so the newest answers alone."""
    today = clock.local_date(clock.now())
    rows = PriceClass.objects.filter(tariff__since__lte=today, pages_from__lte=pages)
    return rows.select_related("tariff").order_by("-tariff__since", "-pages_from").first()


@dataclass(frozen=True)
class Row:
    """A class with where it ends: the page before the next one, or nowhere."""

    kept: PriceClass
    pages_to: int | None


def tariffs() -> list[tuple[Tariff, list[Row]]]:
    """The newest first."""
    found = []
    for tariff in Tariff.objects.prefetch_related("classes").select_related("made_by")[:20]:
        rows = list(tariff.classes.all())
        ends = [row.pages_from - 1 for row in rows[1:]]
        found.append((tariff, [Row(*pair) for pair in zip(rows, [*ends, None], strict=True)]))
    return found
