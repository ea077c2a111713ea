"""A count of the quarterly report of another kind: from the stories alone, in plain SQL."""

from collections import Counter

from django.db import connection

# The last turn of each story before the cut-off, and the round it was in. A term ends at the
# midnight after its last day on the office's clock; the rule counts calendar days. `rounds` cuts
# a story where a term begins, so an extension or a suspension belongs to the round it was in;
# a day at whose end the case was suspended is left out where the rule says so.
RECOUNT = """
WITH turns AS (
    SELECT e.case_id, e.id, e.kind, e.at, e.facts,
           e.at < %(as_of)s AS is_past,
           count(*) FILTER (WHERE e.kind IN ('received', 'reopened', 'named'))
               OVER (PARTITION BY e.case_id ORDER BY e.id) AS round,
           max(e.at) FILTER (WHERE e.kind IN ('received', 'reopened', 'named'))
               OVER (PARTITION BY e.case_id ORDER BY e.id) AS began
    FROM feedback_caseevent e
), last AS (
    SELECT DISTINCT ON (case_id) * FROM turns
    WHERE is_past
      AND kind IN ('received', 'answered', 'reopened', 'withdrawn', 'forwarded', 'named')
    ORDER BY case_id, id DESC
), pauses AS (
    SELECT s.case_id, s.at AS since, COALESCE((
        SELECT min(e.at) FROM turns e
        WHERE e.case_id = s.case_id AND e.id > s.id
          AND e.kind IN ('resumed', 'answered', 'forwarded', 'withdrawn')
    ), %(now)s) AS until
    FROM turns s WHERE s.kind = 'suspended'
), judged AS (
    SELECT c.office_id, c.kind AS of_kind, c.channel, last.kind, last.at,
           CASE WHEN p.kind <> 'unnamed' AND NOT EXISTS (
               SELECT FROM turns late WHERE late.case_id = last.case_id
                   AND late.kind = 'named' AND NOT late.is_past
           ) THEN (
               SELECT midnight FROM (
                   SELECT (((last.began AT TIME ZONE o.time_zone)::date + n + 1)::timestamp
                           AT TIME ZONE o.time_zone) AS midnight
                   FROM generate_series(1, 2000) n
               ) days
               WHERE NOT r.suspension_stops OR NOT EXISTS (
                   SELECT FROM pauses
                   WHERE pauses.case_id = last.case_id
                     AND pauses.since <= midnight AND midnight < pauses.until
               )
               ORDER BY midnight
               LIMIT 1 OFFSET r.days - 1 + (
                   SELECT COALESCE(sum((given.facts ->> 'days')::int), 0) FROM turns given
                   WHERE given.case_id = last.case_id AND given.kind = 'extended'
                     AND given.round = last.round
               )
           ) END AS due
    FROM last
    JOIN feedback_case c ON c.id = last.case_id
    JOIN feedback_contact p ON p.case_id = c.id
    JOIN agency_office o ON o.id = c.office_id
    JOIN feedback_termrule r ON r.kind = c.kind
    JOIN feedback_caseevent first ON first.case_id = c.id AND first.kind = 'received'
    WHERE first.at >= %(starts)s AND first.at < %(ends)s
)
SELECT o.slug, j.of_kind, j.channel, j.kind,
       COALESCE(j.at >= j.due, false), j.due IS NULL, COALESCE(j.due <= %(as_of)s, false), count(*)
FROM judged j JOIN agency_office o ON o.id = j.office_id
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


def recount(period, *, now):
    """Counts by (office or kind, column), from the stories alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            RECOUNT,
            {
                "as_of": period.as_of,
                "starts": period.starts_at,
                "ends": period.ends_at,
                "now": now,
            },
        )
        rows = cursor.fetchall()
    counts = Counter()
    for office, kind, channel, turn, was_late, no_term, is_over, count in rows:
        columns = {"received", "came", by_channel(channel)}
        if turn in ("received", "reopened", "named"):
            columns.add("no_term" if no_term else "overdue" if is_over else "not_due")
        else:
            columns.add(turn)
        if turn == "answered" and was_late:
            columns.add("late")
        for column in columns:
            counts[office, column] += count
            counts[kind, column] += count
    return counts


def by_channel(channel):
    electronic = {"web": "electronic", "api": "electronic", "email": "electronic"}
    return electronic.get(channel, channel)
