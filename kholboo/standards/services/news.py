"""Gathering what there is to tell: once a day, in one statement, so that it is of one moment.

An event is news once, whenever its change was kept. What moves by its day alone, or because of
another text, is known from where each edition stood when news was gathered last.
"""

from datetime import date

from django.db import connection, transaction

from kholboo.core import clock
from kholboo.standards.models import Gathering
from kholboo.standards.rules import PUBLISHED, RelationKind, Status
from kholboo.standards.services import finding
from kholboo.standards.services.finding import STANDINGS
from kholboo.standards.watching import NewsKind

AMENDING = f"'{RelationKind.AMENDS}', '{RelationKind.CORRECTS}'"
# Of what amends: it holds, or will.
HOLDING = f"'{Status.IN_FORCE}', '{Status.COMING}', '{Status.UNCONFIRMED}'"
# A code with the codes above it: `67.100.10` lies in `67.100` and in `67`.
ABOVE = """unnest(ARRAY[
    split_part(c.code, '.', 1), substring(c.code FROM '^[0-9]+[.][0-9]+'), c.code]) AS p (code)"""
GATHER = f"""
WITH stands AS MATERIALIZED ({STANDINGS}),
turned AS MATERIALIZED (
    SELECT s.id, s.status, s.successor, k.status AS was
    FROM stands AS s JOIN standards_known AS k ON k.edition_id = s.id
    WHERE (s.status, s.successor) IS DISTINCT FROM (k.status, k.successor)
),
moved AS (
    UPDATE standards_known AS k SET status = t.status, successor = t.successor
    FROM turned AS t WHERE t.id = k.edition_id
),
entered AS (
    INSERT INTO standards_known (edition_id, status, successor)
    SELECT s.id, s.status, s.successor FROM stands AS s
    WHERE NOT EXISTS (SELECT FROM standards_known AS k WHERE k.edition_id = s.id)
),
amended AS (
    SELECT DISTINCT ON (of.id, r.source_id)
        of.id, r.source_id AS by, r.kind, s.status,
        CASE WHEN t.id IS NULL THEN v.at ELSE %(now)s END AS at
    FROM standards_relation AS r
    JOIN stands AS s ON s.id = r.source_id AND s.status IN ({HOLDING})
    JOIN standards_edition AS by ON by.id = s.id
    LEFT JOIN turned AS t ON t.id = s.id AND t.was IN ({HOLDING})
    CROSS JOIN LATERAL (
        SELECT e.id, e.work_id FROM standards_edition AS e WHERE e.id = r.edition_id
        UNION ALL (
            SELECT e.id, e.work_id FROM standards_edition AS e
            WHERE e.work_id = r.work_id AND e.id <> s.id
            AND (e.year IS NULL OR by.year IS NULL OR e.year <= by.year)
            ORDER BY e.year DESC NULLS LAST, e.id DESC LIMIT 1)
    ) AS of
    CROSS JOIN LATERAL (
        SELECT max(at) AS at FROM standards_changeevent WHERE edition_id = s.id
    ) AS v (at)
    WHERE r.kind IN ({AMENDING}) AND v.at IS NOT NULL AND NOT EXISTS (
        SELECT FROM standards_news AS n JOIN standards_edition AS told ON told.id = n.edition_id
        WHERE n.by_id = s.id AND told.work_id = of.work_id
        AND n.by_status IN (s.status, '{Status.IN_FORCE}'))
),
found AS (
    SELECT v.edition_id, '{NewsKind.EVENT}' AS kind, v.id AS event_id, NULL::bigint AS by_id,
        '' AS by_status, '' AS status_was, v.at, ARRAY(
            SELECT DISTINCT p.code FROM jsonb_array_elements_text(
                CASE jsonb_typeof(v.changes -> 'ics' -> 0)
                WHEN 'array' THEN v.changes -> 'ics' -> 0 ELSE '[]' END
            ) AS c (code), LATERAL {ABOVE} WHERE p.code IS NOT NULL
        ) AS left_behind
    FROM standards_changeevent AS v
    WHERE NOT EXISTS (SELECT FROM standards_news AS n WHERE n.event_id = v.id)
    UNION ALL
    SELECT t.id, '{NewsKind.TURNED}', NULL, NULL, '', t.was, %(now)s, '{{}}' FROM turned AS t
    UNION ALL
    SELECT a.id, a.kind, NULL, a.by, a.status, '', a.at, '{{}}' FROM amended AS a
)
INSERT INTO standards_news (edition_id, kind, event_id, by_id, by_status, status_was, at, ics)
SELECT f.edition_id, f.kind, f.event_id, f.by_id, f.by_status,
    CASE WHEN f.status_was = '' THEN COALESCE(t.was, '') ELSE f.status_was END, f.at,
    ARRAY(SELECT unnest(COALESCE(x.ics, '{{}}')) UNION SELECT unnest(f.left_behind))
FROM found AS f
LEFT JOIN turned AS t ON t.id = f.edition_id
LEFT JOIN standards_entry AS x ON x.edition_id = f.edition_id
ORDER BY f.at, f.event_id
"""  # noqa: S608  # only our own constants are put in
LAST = "SELECT COALESCE(max(id), 0) FROM standards_news"


def gather(day: date) -> int:
    """The newest piece of news there is to tell on that day; gathered with the first call of it."""
    known = Gathering.objects.filter(day=day).first()
    if known is None:
        # Searches find by what is entered, so that is put right first.
        finding.enter_missing()
        finding.recount(day)
        known = _gathered(day)
    return known.last


@transaction.atomic
def _gathered(day: date) -> Gathering:
    with connection.cursor() as cursor:
        # One after the other: who was told up to a piece of news was told of all before it.
        cursor.execute("LOCK TABLE standards_gathering IN EXCLUSIVE MODE")
        known = Gathering.objects.filter(day=day).first()
        if known is not None:
            return known
        now = clock.now()
        published = [stage.value for stage in PUBLISHED]
        cursor.execute(GATHER, {"day": day, "published": published, "now": now})
        cursor.execute(LAST)
        (last,) = cursor.fetchone()
    return Gathering.objects.create(day=day, last=last, at=now)
