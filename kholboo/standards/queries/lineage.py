"""What hangs together with an edition: its line of replacement, adoptions, references both ways."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kholboo.standards.models import Edition
from kholboo.standards.queries.catalogue import EditionToday, Tie, standings_of
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
ADOPTIONS = (RelationKind.IDENTICAL, RelationKind.MODIFIED, RelationKind.NOT_EQUIVALENT)
CHANGES = (RelationKind.AMENDS, RelationKind.CORRECTS, RelationKind.CONSOLIDATES)


@dataclass(frozen=True)
class Group:
    """Ties of one meaning, under the name of a part of the page."""

    key: str
    label: object
    ties: list[Tie]


def line_of(edition: Edition) -> list[EditionToday]:
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
