"""Keeping the catalogue findable: an entry an edition, and the words of all titles."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import connection, transaction

from kholboo.core import clock
from kholboo.standards import words
from kholboo.standards.models import Edition, Relation
from kholboo.standards.rules import ORDER, PUBLISHED, RelationKind, Stage, Status, kind_of

AT_ONCE = 2_000
LONGEST_WORD = 60
# `rules.status_on` and `queries.catalogue.standing` for every edition in one statement.
STANDINGS = f"""
SELECT e.id, CASE
    WHEN e.stage <> ALL (%(published)s::text[]) THEN '{Status.DRAFT}'
    WHEN e.withdrawn_on <= %(day)s::date AND r.id IS NOT NULL THEN '{Status.REPLACED}'
    WHEN e.withdrawn_on <= %(day)s::date THEN '{Status.WITHDRAWN}'
    WHEN r.id IS NOT NULL AND r.is_since AND e.withdrawn_on IS NULL THEN '{Status.REPLACED}'
    WHEN e.stage = '{Stage.WITHDRAWN}' AND e.withdrawn_on IS NULL THEN '{Status.WITHDRAWN}'
    WHEN e.effective_on IS NULL THEN '{Status.UNCONFIRMED}'
    WHEN e.effective_on <= %(day)s::date THEN '{Status.IN_FORCE}'
    ELSE '{Status.COMING}' END AS status, r.id AS successor
FROM standards_edition AS e
LEFT JOIN LATERAL (
    SELECT s.id, COALESCE(s.effective_on, s.approved_on, %(day)s::date) <= %(day)s::date AS is_since
    FROM (
        SELECT source_id FROM standards_relation
        WHERE kind = '{RelationKind.REPLACES}' AND edition_id = e.id
        UNION
        SELECT l.source_id FROM standards_relation AS l
        JOIN standards_edition AS of ON of.id = l.source_id
        WHERE l.kind = '{RelationKind.REPLACES}' AND l.work_id = e.work_id
        AND (of.year IS NULL OR e.year IS NULL OR e.year <= of.year)
    ) AS l
    JOIN standards_edition AS s ON s.id = l.source_id
    WHERE s.id <> e.id AND s.stage = ANY (%(published)s::text[])
    ORDER BY is_since DESC, COALESCE(s.year, 0) DESC, s.id DESC LIMIT 1
) AS r ON TRUE
"""  # noqa: S608  # only our own constants are put in
ENTER = f"""
INSERT INTO standards_entry (edition_id, status, place, kind, year, committee, ics, search)
SELECT e.id, t.status, array_position(%(order)s::text[], t.status), given.kind, e.year,
    COALESCE(e.committee_id, ''),
    COALESCE((
        SELECT array_agg(DISTINCT part.code) FROM standards_edition_ics AS c,
        LATERAL unnest(ARRAY[
            split_part(c.icsclass_id, '.', 1), substring(c.icsclass_id FROM '^[0-9]+[.][0-9]+'),
            c.icsclass_id]) AS part (code)
        WHERE c.edition_id = e.id AND part.code IS NOT NULL
    ), '{{}}'),
    setweight(to_tsvector('simple', given.title), 'A')
    || setweight(to_tsvector('simple', given.number), 'B')
    || setweight(to_tsvector('simple', given.scope), 'D')
FROM unnest(%(ids)s::bigint[], %(kinds)s::text[], %(titles)s::text[], %(numbers)s::text[],
    %(scopes)s::text[])
    AS given (id, kind, title, number, scope)
JOIN standards_edition AS e ON e.id = given.id
JOIN ({STANDINGS} WHERE e.id = ANY (%(ids)s::bigint[])) AS t ON t.id = e.id
ON CONFLICT (edition_id) DO UPDATE SET status = excluded.status, place = excluded.place,
    kind = excluded.kind, year = excluded.year, committee = excluded.committee, ics = excluded.ics, search = excluded.search
"""  # noqa: S608
RECOUNT = f"""
UPDATE standards_entry AS known
SET status = t.status, place = array_position(%(order)s::text[], t.status)
FROM ({STANDINGS}) AS t WHERE t.id = known.edition_id AND t.status <> known.status
"""  # noqa: S608
LEARN = """
INSERT INTO standards_word (word) SELECT DISTINCT word FROM unnest(%s::text[]) AS word ORDER BY word
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def index(ids: Iterable[int]) -> None:
    """Enter these editions anew, with whatever they replace, whose status hangs on them."""
    chosen = set(ids)
    replaces = Relation.objects.filter(source__in=chosen, kind=RelationKind.REPLACES)
    for edition, work_editions in replaces.values_list("edition", "work__editions"):
        chosen |= {key for key in (edition, work_editions) if key is not None}
    day = clock.local_date(clock.now())
    for batch in _batches(sorted(chosen)):
        _enter(batch, day)


def rebuild() -> int:
    """Enter the whole catalogue anew; how many editions it holds."""
    ids = list(Edition.objects.order_by("pk").values_list("pk", flat=True))
    day = clock.local_date(clock.now())
    for batch in _batches(ids):
        with transaction.atomic():
            _enter(batch, day)
    return len(ids)


def enter_missing() -> None:
    """Editions that have no entry yet, as after an upgrade."""
    index(Edition.objects.filter(entry=None).values_list("pk", flat=True))


def recount(day: date) -> int:
    """Put every status right that a new day has changed; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, _facts(day))
        changed: int = cursor.rowcount
    return changed


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _enter(ids: list[int], day: date) -> None:
    rows = Edition.objects.filter(pk__in=ids).values_list(
        "pk", "year", "work__number", "work__key", "title_mn", "title_en", "scope_mn", "scope_en"
    )
    entries = []
    known: set[str] = set()
    for pk, year, number, key, title_mn, title_en, scope_mn, scope_en in rows:
        title = f"{title_mn} {title_en}"
        known.update(words.words_of(title))
        entries.append(
            (
                pk,
                kind_of([part for part in key.split() if not part.isdecimal()]).value,
                " ".join(words.kept(title)),
                " ".join(words.kept(f"{number} {year or ''}")),
                " ".join(words.kept(f"{scope_mn} {scope_en}")),
            )
        )
    names = ("ids", "kinds", "titles", "numbers", "scopes")
    columns = dict(zip(names, map(list, zip(*entries, strict=True)), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(ENTER, _facts(day) | columns)
        cursor.execute(LEARN, [[word for word in sorted(known) if _is_told(word)]])


def _facts(day: date) -> dict[str, Any]:
    return {
        "day": day,
        "published": [stage.value for stage in PUBLISHED],
        "order": [status.value for status in ORDER],
    }


def _is_told(word: str) -> bool:
    return word.isalpha() and 3 <= len(word) <= LONGEST_WORD
