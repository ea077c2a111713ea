"""Where our catalogue and the national store differ, and who has to decide."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.standards.changing import Facts
from kholboo.standards.estandard.port import COMMON
from kholboo.standards.models import CatalogueFile, Edition, FileKind, StoreMark, StoreRow
from kholboo.standards.queries.changes import Line, lines_between
from kholboo.standards.queries.facts import facts_of_many

MOST_SHOWN = 50


@dataclass(frozen=True)
class Conflict:
    """Both sides changed the same fact; `lines` say where they differ now."""

    row: StoreRow
    edition: Edition
    lines: list[Line]


def mark() -> StoreMark:
    return StoreMark.objects.first() or StoreMark()


def due() -> int:
    """How many editions wait to be sent."""
    return StoreRow.objects.filter(is_due=True, theirs__isnull=True).count()


def fetched() -> list[CatalogueFile]:
    found = CatalogueFile.objects.filter(kind=FileKind.STORE).select_related("proposed_by")
    return list(found.order_by("-proposed_at")[:10])


def conflict_at(key: int) -> StoreRow:
    """Raises NotFound, also when somebody has decided it."""
    found = StoreRow.objects.filter(pk=key, theirs__isnull=False).first()
    if found is None:
        raise NotFound(_("There is no such conflict any more."), row=key)
    return found


def conflicts() -> list[Conflict]:
    rows = list(StoreRow.objects.filter(theirs__isnull=False).order_by("at", "pk")[:MOST_SHOWN])
    editions = editions_of(rows)
    facts = facts_of_many(editions.values())
    return [
        Conflict(row, editions[row.pk], lines_between(facts[editions[row.pk].pk], row.theirs or {}))
        for row in rows
        if row.pk in editions
    ]


def editions_of(rows: Iterable[StoreRow]) -> dict[int, Edition]:
    """By key of the row; one question."""
    wanted = {(row.key, row.year): row.pk for row in rows}
    found = Edition.objects.filter(work__key__in={key for key, _year in wanted})
    return {
        wanted[edition.work.key, edition.year]: edition
        for edition in found.select_related("work")
        if (edition.work.key, edition.year) in wanted
    }


def common(facts: Facts) -> Facts:
    return {name: facts[name] for name in COMMON if name in facts}
