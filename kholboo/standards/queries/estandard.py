"""Where our catalogue and the national store differ, and who has to decide."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import NotFound
from kholboo.standards.changing import Bond, Facts
from kholboo.standards.estandard.port import COMMON
from kholboo.standards.models import CatalogueFile, Edition, FileKind, StoreMark, StoreRow
from kholboo.standards.queries.changes import Line, lines_between, names_in
from kholboo.standards.queries.facts import NOTHING, facts_of_many, unknown_in
from kholboo.standards.queries.targets import end_of
from kholboo.standards.rules import RelationKind

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
        Conflict(
            row,
            editions[row.pk],
            lines_between(facts[editions[row.pk].pk], in_our_form(row.theirs or {})),
        )
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
    """Ours as both sides speak: of a tie the number that people write."""
    names = names_in([facts["ties"]])
    bonds = [Bond(*tie) for tie in facts["ties"]]
    ties = [
        [one.kind, one.name if one.how == "text" else names.get(one.name, one.name), *one[3:]]
        for one in bonds
    ]
    return {name: facts[name] for name in COMMON} | {"ties": sorted(ties)}


def heard(theirs: Facts, ours: Facts) -> Facts:
    """Theirs, with ours for what they say nothing about: also for a committee we do not know, and
    for the stage, which an edition always has.
    """
    said = {name: theirs[name] for name in COMMON if name in theirs}
    if ("committee", said.get("committee")) in unknown_in([said]):
        del said["committee"]
    if "ties" in said:
        # A number that is written otherwise is the same number.
        said["ties"] = common(NOTHING | in_our_form(said))["ties"]
    return ours | said | {"stage": said.get("stage") or ours["stage"]}


def in_our_form(theirs: Facts) -> Facts:
    """Their ties as our facts keep them: what each number means in the catalogue now."""
    if "ties" not in theirs:
        return theirs
    ties = [
        Bond(kind, *(("text", words) if kind == RelationKind.CITED else end_of(words)), *more)
        for kind, words, *more in theirs["ties"]
    ]
    return theirs | {"ties": sorted(bond.plain() for bond in ties)}
