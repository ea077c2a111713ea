"""What hangs together with an edition: its line of replacement, adoptions, references both ways."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kholboo.standards.models import Edition
from kholboo.standards.queries.catalogue import Standing, Tie, standings_of
from kholboo.standards.rules import PUBLISHED, RelationKind

MOST_STEPS = 12
# Back over what was replaced and on over what replaces; a circle ends where it meets itself.
LINE = """
WITH RECURSIVE older AS (
    SELECT %(id)s::bigint AS id, 0 AS step
    UNION
    SELECT t.edition_id, o.step - 1 FROM older AS o
    JOIN standards_relation AS t ON t.source_id = o.id
    WHERE t.kind = 'replaces' AND t.edition_id IS NOT NULL AND o.step > -%(most)s
), newer AS (
    SELECT %(id)s::bigint AS id, 0 AS step
    UNION
    SELECT t.source_id, n.step + 1 FROM newer AS n
    JOIN standards_relation AS t ON t.edition_id = n.id
    JOIN standards_edition AS s ON s.id = t.source_id
    WHERE t.kind = 'replaces' AND s.stage = ANY (%(published)s) AND n.step < %(most)s
)
SELECT id, min(step) FROM (SELECT * FROM older UNION SELECT * FROM newer) AS line
GROUP BY id ORDER BY min(step), id
"""
# Every replacement below these editions.
BELOW = """
WITH RECURSIVE older AS (
    SELECT id FROM standards_edition WHERE slug = ANY (%(names)s)
    UNION
    SELECT t.edition_id FROM older AS o JOIN standards_relation AS t ON t.source_id = o.id
    WHERE t.kind = 'replaces' AND t.edition_id IS NOT NULL
)
SELECT newer.slug, older_one.slug FROM older AS o
JOIN standards_relation AS t ON t.source_id = o.id AND t.kind = 'replaces'
JOIN standards_edition AS newer ON newer.id = t.source_id
JOIN standards_edition AS older_one ON older_one.id = t.edition_id
"""
ADOPTIONS = (RelationKind.IDENTICAL, RelationKind.MODIFIED, RelationKind.NOT_EQUIVALENT)
CHANGES = (RelationKind.AMENDS, RelationKind.CORRECTS, RelationKind.CONSOLIDATES)


@dataclass(frozen=True)
class Group:
    """Ties of one meaning, under the name of a part of the page."""

    key: str
    label: object
    ties: list[Tie]


def circle_in(
    wanted: Mapping[str, Collection[str]], replaced_by: Mapping[str, Collection[str]] | None = None
) -> list[str]:
    """Editions that would replace each other in a circle, by their addresses; mostly none.

    `wanted`: of some editions exactly what each would replace. `replaced_by`: the other end.
    """
    names = sorted({name for older in wanted.values() for name in older})
    ties = {newer: set(older) for newer, older in wanted.items()}
    with connection.cursor() as cursor:
        cursor.execute(BELOW, {"names": names})
        for newer, older in cursor.fetchall():
            if newer not in wanted and older not in (replaced_by or {}):
                ties.setdefault(newer, set()).add(older)
    for older, all_newer in (replaced_by or {}).items():
        for newer in all_newer:
            ties.setdefault(newer, set()).add(older)
    return _circle(ties, wanted)


def _circle(ties: dict[str, set[str]], wanted: Collection[str]) -> list[str]:
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


def line_of(edition: Edition) -> list[Standing]:
    """What it replaced, itself, what replaces it: oldest first. Empty when it stands alone."""
    facts: dict[str, Any] = {
        "id": edition.pk,
        "most": MOST_STEPS,
        "published": [row.value for row in PUBLISHED],
    }
    with connection.cursor() as cursor:
        cursor.execute(LINE, facts)
        ids = [key for key, _step in cursor.fetchall()]
    return standings_of(ids) if len(ids) > 1 else []


def groups_of(ties: list[Tie]) -> list[Group]:
    """By meaning. What it replaces stands here only where the line has no place for it."""
    groups = [
        Group("replaces", _("Replaces"), [tie for tie in ties if _is_loose_end(tie)]),
        Group("adoption", _("Adoption"), [tie for tie in ties if tie.kind in ADOPTIONS]),
        Group("changes", _("Amendments"), [tie for tie in ties if tie.kind in CHANGES]),
        Group("parts", _("Parts"), [tie for tie in ties if tie.kind == RelationKind.PART_OF]),
        Group("laws", _("Named in laws"), [tie for tie in ties if tie.kind == RelationKind.CITED]),
        Group("refers", _("Refers to"), _references(ties, is_own=True)),
        Group("referred", _("Referred to by"), _references(ties, is_own=False)),
    ]
    return [group for group in groups if group.ties]


def _is_loose_end(tie: Tie) -> bool:
    """Words alone, or a whole work: not an edition in the line."""
    return tie.kind == RelationKind.REPLACES and tie.is_own and tie.edition is None


def _references(ties: list[Tie], *, is_own: bool) -> list[Tie]:
    return [tie for tie in ties if tie.kind == RelationKind.REFERENCES and tie.is_own == is_own]
