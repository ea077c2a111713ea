"""Who would replace whom in a circle, if some editions replaced what a change says they do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from django.db import connection

from kholboo.standards.changing import Bond
from kholboo.standards.models import Edition, Relation, Work
from kholboo.standards.rules import RelationKind, replaces_its

# Every replacement below these editions; `by_work`: said of a work (`rules.replaces_its`).
BELOW = """
WITH RECURSIVE replaces AS NOT MATERIALIZED (
    SELECT t.source_id AS newer, t.edition_id AS older, false AS by_work
    FROM standards_relation AS t WHERE t.kind = 'replaces' AND t.edition_id IS NOT NULL
    UNION ALL
    SELECT s.id, e.id, true FROM standards_relation AS t
    JOIN standards_edition AS s ON s.id = t.source_id
    JOIN standards_edition AS e ON e.work_id = t.work_id AND e.id <> s.id
    WHERE t.kind = 'replaces' AND (s.year IS NULL OR e.year IS NULL OR e.year <= s.year)
), below AS (
    SELECT id FROM standards_edition WHERE slug = ANY (%(names)s)
    UNION
    SELECT r.older FROM below AS b JOIN replaces AS r ON r.newer = b.id
)
SELECT newer.slug, older.slug, r.by_work FROM below AS b
JOIN replaces AS r ON r.newer = b.id
JOIN standards_edition AS newer ON newer.id = r.newer
JOIN standards_edition AS older ON older.id = r.older
"""
Ties = dict[str, set[str]]


@dataclass(frozen=True)
class Wanted:
    """An edition as a change would leave it, there or not yet: the key of its work, its year, its
    ties, and which editions name it as what they replace, where the change says that too.
    """

    work: str
    year: int | None
    ties: Iterable[list[str]]
    replaced_by: Collection[str] | None = None

    def older(self, how: str) -> set[str]:
        """What its ties of this sort replace, by their addresses."""
        bonds = (Bond(*tie) for tie in self.ties)
        return {
            bond.name for bond in bonds if (bond.kind, bond.how) == (RelationKind.REPLACES, how)
        }


def circle_in(wanted: Mapping[str, Wanted]) -> list[str]:
    """Editions that would replace each other in a circle, by their addresses; mostly none."""
    ties = {name: one.older("edition") for name, one in wanted.items()}
    _add_works(ties, wanted)
    if not any(ties.values()):
        return []
    _add_below(ties, wanted)
    _add_above(ties, wanted)
    return _circle(ties, wanted)


def _add_works(ties: Ties, wanted: Mapping[str, Wanted]) -> None:
    """What replaces a work replaces its editions, those of the change too."""
    named = {name: works for name, one in wanted.items() if (works := one.older("work"))}
    rows = Work.objects.filter(slug__in=set().union(*named.values()))
    keys = dict(rows.values_list("slug", "key"))
    there = Edition.objects.filter(work__slug__in=keys).values_list("work__key", "slug", "year")
    editions: dict[str, dict[str, int | None]] = {key: {} for key in keys.values()}
    for key, name, year in (*there, *((one.work, name, one.year) for name, one in wanted.items())):
        editions.setdefault(key, {})[name] = year
    for name, works in named.items():
        for work in works & set(keys):
            ties[name] |= {
                older
                for older, year in editions[keys[work]].items()
                if older != name and replaces_its(wanted[name].year, year)
            }


def _add_below(ties: Ties, wanted: Mapping[str, Wanted]) -> None:
    """What the catalogue says of the editions below, where the change says nothing else."""
    names = sorted(set().union(*ties.values()))
    with connection.cursor() as cursor:
        cursor.execute(BELOW, {"names": names})
        for newer, older, by_work in cursor.fetchall():
            is_said = older in wanted and wanted[older].replaced_by is not None and not by_work
            if newer not in wanted and not is_said:
                ties.setdefault(newer, set()).add(older)


def _add_above(ties: Ties, wanted: Mapping[str, Wanted]) -> None:
    """What replaces them in the change, and what replaces their works in the catalogue: editions
    that are not there yet are found by nothing else.
    """
    for older, one in wanted.items():
        for newer in one.replaced_by or ():
            ties.setdefault(newer, set()).add(older)
    rows = Relation.objects.filter(
        kind=RelationKind.REPLACES, work__key__in={one.work for one in wanted.values()}
    )
    of_work: dict[str, list[tuple[str, int | None]]] = {}
    for key, newer, year in rows.values_list("work__key", "source__slug", "source__year"):
        of_work.setdefault(key, []).append((newer, year))
    for older, one in wanted.items():
        for newer, year in of_work.get(one.work, ()):
            if newer not in wanted and replaces_its(year, one.year):
                ties.setdefault(newer, set()).add(older)


def _circle(ties: Ties, wanted: Collection[str]) -> list[str]:
    """One with a wanted edition in it; those that stand in the catalogue already are passed by."""
    while True:
        try:
            TopologicalSorter(ties).prepare()
        except CycleError as error:
            # Each is what the one after it would replace; the first stands at the end once more.
            found: list[str] = error.args[1]
            if any(name in wanted for name in found):
                return found[1:]
            ties[found[1]].discard(found[0])
        else:
            return []
