"""Reading the catalogue: one work, one edition, how they hang together, where they stand today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.standards.models import Edition, Relation, Work
from kholboo.standards.numbers import parse
from kholboo.standards.rules import PUBLISHED, RelationKind, Status, replaces_its, status_on

NEWEST = F("year").desc(nulls_last=True)
# The same ties, said of the text they lead to.
TURNED = {
    RelationKind.REPLACES: _("replaced by"),
    RelationKind.AMENDS: _("amended by"),
    RelationKind.CORRECTS: _("corrected by"),
    RelationKind.IDENTICAL: _("adopted without changes by"),
    RelationKind.MODIFIED: _("adopted with changes by"),
    RelationKind.NOT_EQUIVALENT: _("taken up in part by"),
    RelationKind.REFERENCES: _("referred to by"),
    RelationKind.CONSOLIDATES: _("its whole text, with the amendments, is"),
    RelationKind.PART_OF: _("has the part"),
    RelationKind.CITED: _("names"),
}
# What is said of a work is said of each of its editions, old ones too.
OF_ALL = (RelationKind.REFERENCES, RelationKind.PART_OF)
MOST_TIES = 100  # that lead to one text


@dataclass(frozen=True)
class EditionToday:
    """An edition with what is counted: its status of a day, and what replaced it."""

    edition: Edition
    status: Status
    successor: Edition | None


def _replacing() -> QuerySet[Relation]:
    """What is only a draft replaces nothing yet."""
    return Relation.objects.filter(
        kind=RelationKind.REPLACES, source__stage__in=PUBLISHED
    ).select_related("source__work")


def with_successors(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """The same editions with their work and what replaces them: seven questions for any number."""
    replacing = _replacing()
    return editions.prefetch_related(
        "ics",
        "work",
        "committee",
        Prefetch("pointed_at", replacing, to_attr="replaced_by"),
        Prefetch("work__pointed_at", replacing, to_attr="followed_by"),
    )


def standing(edition: Edition, *, day: date | None = None) -> EditionToday:
    """Of an edition that was read by `with_successors`."""
    day = day or clock.local_date(clock.now())
    newest = _successor(edition, day)
    return EditionToday(
        edition,
        status_on(
            day,
            stage=edition.stage,
            effective_on=edition.effective_on,
            withdrawn_on=edition.withdrawn_on,
            replaced_on=_since(newest) if newest else None,
            is_replaced=newest is not None,
        ),
        newest,
    )


def _successor(edition: Edition, day: date) -> Edition | None:
    """What replaced it by that day, the newest; or else what will."""
    of_it: list[Relation] = edition.replaced_by  # type: ignore[attr-defined]
    of_work: list[Relation] = edition.work.followed_by  # type: ignore[attr-defined]
    found = [row.source for row in of_it]
    found += [row.source for row in of_work if replaces_its(row.source.year, edition.year)]
    others = [source for source in found if source.pk != edition.pk]
    return max(others, key=lambda each: (_is_since(each, day), *_age(each)), default=None)


def _since(edition: Edition) -> date | None:
    return edition.effective_on or edition.approved_on


def _is_since(edition: Edition, day: date) -> bool:
    since = _since(edition)
    return since is None or since <= day


def standings(editions: Iterable[Edition]) -> list[EditionToday]:
    today = clock.local_date(clock.now())
    return [standing(edition, day=today) for edition in editions]


def standings_of(ids: list[int]) -> list[EditionToday]:
    """Of these editions in this order, for a list: two questions, without their classes."""
    rows = Edition.objects.filter(pk__in=ids).select_related("work").defer("scope_mn", "scope_en")
    known = {row.pk: row for row in rows}
    works = {row.work_id for row in known.values()}
    ties = list(_replacing().filter(Q(edition__in=ids) | Q(work__in=works)))
    for row in known.values():
        row.replaced_by = [tie for tie in ties if tie.edition_id == row.pk]  # type: ignore[attr-defined]
        row.work.followed_by = [tie for tie in ties if tie.work_id == row.work_id]  # type: ignore[attr-defined]
    return standings(known[pk] for pk in ids if pk in known)


def with_classes(rows: list[EditionToday]) -> list[EditionToday]:
    """The same, their classes read at once."""
    prefetch_related_objects([row.edition for row in rows], "ics")
    return rows


def _age(edition: Edition) -> tuple[int, int]:
    return edition.year or 0, edition.pk


def held() -> int:
    """How many standards the catalogue holds, old editions not counted."""
    return Work.objects.count()


def edition_at(slug: str) -> Edition | None:
    return with_successors(Edition.objects.filter(slug=slug)).first()


def work_at(slug: str) -> Work:
    """A work that has an edition. Raises NotFound."""
    work = Work.objects.filter(slug=slug, editions__isnull=False).first()
    if work is None:
        raise NotFound(_("There is no such standard in the catalogue."), standard=slug)
    return work


def editions_of(work: Work) -> list[EditionToday]:
    """The newest first."""
    return standings(with_successors(work.editions.order_by(NEWEST, "-pk")))


def meant_by(slug: str) -> Edition:
    """The edition of a dated address; of an undated one the edition in force. Raises NotFound."""
    return (
        edition_at(slug)
        or with_successors(Edition.objects.filter(pk=current_of(work_at(slug)).pk)).get()
    )


def current_of(work: Work) -> Edition:
    """The edition an undated reference means: the newest in force, or else the newest."""
    found = editions_of(work)
    in_force = [row for row in found if row.status == Status.IN_FORCE]
    return (in_force or found)[0].edition


@dataclass(frozen=True)
class Tie:
    """One line of what hangs together with an edition. `slug` is the address of what is at its
    other end: an edition, a work, or nothing for words alone.
    """

    kind: RelationKind
    label: object
    edition: Edition | None
    words: str
    is_own: bool
    slug: str = ""
    clause: str = ""
    since: date | None = None
    link: str = ""
    # Whether it means one edition, or any that is in force.
    is_dated: bool = True


def links_of(edition: Edition) -> list[Tie]:
    """What it replaces, adopts and refers to, and what replaces, changes and refers to it."""
    own = edition.relations.select_related("edition__work", "work").order_by("kind", "pk")
    of_work = Q(work=edition.work) & (Q(kind__in=OF_ALL) | no_older_than(edition))
    to_it = (
        Relation.objects.filter(Q(edition=edition) | of_work)
        .exclude(source=edition)
        .select_related("source__work")
    )
    return [
        Tie(
            RelationKind(row.kind),
            RelationKind(row.kind).label,
            row.edition,
            str(row.edition or row.work or row.text),
            is_own=True,
            slug=_address(row),
            clause=row.clause,
            since=row.since,
            link=row.link,
            is_dated=_is_dated(row),
        )
        for row in own
    ] + [
        Tie(
            RelationKind(row.kind),
            TURNED[RelationKind(row.kind)],
            row.source,
            str(row.source),
            is_own=False,
            slug=row.source.slug,
            clause=row.clause,
            is_dated=row.work_id is None,
        )
        for row in to_it.order_by("kind", "pk")[:MOST_TIES]
    ]


def no_older_than(edition: Edition) -> Q:
    """`rules.replaces_its` for the database."""
    if edition.year is None:
        return Q()
    return Q(source__year__isnull=True) | Q(source__year__gte=edition.year)


def _is_dated(row: Relation) -> bool:
    parsed = parse(row.text) if row.text else None
    return bool(row.edition_id or (parsed and parsed.year))


def _address(row: Relation) -> str:
    if row.edition:
        return row.edition.slug
    return row.work.slug if row.work else ""
