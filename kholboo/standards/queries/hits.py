"""Which news are whose: for many watchers at once, with the same few questions for any number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from kholboo.standards.models import Watch, Watcher
from kholboo.standards.queries.facets import Wanted
from kholboo.standards.queries.search import query_of, whole_readings
from kholboo.standards.watching import EARLY, MOST_NEWS

# News that a watcher of the batch may not have been told of yet.
FRESH = """
SELECT n.id, n.edition_id, n.status_was, n.ics, n.at, e.work_id
FROM standards_news AS n JOIN standards_edition AS e ON e.id = n.edition_id
WHERE n.id > %(least)s AND n.id <= %(last)s
"""
OF_ONE = """f.id > o.told AND f.at > w.since - %(early)s"""
FOLLOWED = f"""
WITH fresh AS MATERIALIZED ({FRESH}), hits AS (
    SELECT w.watcher_id, f.id FROM standards_watch AS w
    JOIN standards_watcher AS o ON o.id = w.watcher_id JOIN fresh AS f ON f.work_id = w.work_id
    WHERE w.watcher_id = ANY (%(watchers)s) AND {OF_ONE}
    UNION
    SELECT w.watcher_id, f.id FROM standards_watch AS w
    JOIN standards_watcher AS o ON o.id = w.watcher_id
    JOIN (SELECT id, at, unnest(ics) AS code FROM fresh) AS f ON f.code = w.ics_id
    WHERE w.watcher_id = ANY (%(watchers)s) AND {OF_ONE}
)
SELECT watcher_id, (array_agg(id ORDER BY id))[1:%(most)s], count(*) > %(most)s
FROM hits GROUP BY watcher_id
"""  # noqa: S608  # only our own constants are put in
# Of a search the first reading that finds anything in the catalogue, as its page takes it.
NARROWED = """
(a.ics = '' OR {x}.ics @> ARRAY[a.ics]::varchar[]) AND (a.kind = '' OR {x}.kind = a.kind)
AND (a.year = 0 OR {x}.year = a.year) AND (a.status = '' OR {status})
"""
SEARCHED = f"""
WITH asked AS MATERIALIZED (
    SELECT g.watch, g.turn, to_tsquery('simple', nullif(g.query, '')) AS query,
        g.ics, g.status, g.kind, g.year
    FROM unnest(%(watch)s::bigint[], %(turn)s::int[], %(query)s::text[], %(ics)s::text[],
        %(status)s::text[], %(kind)s::text[], %(year)s::int[])
        AS g (watch, turn, query, ics, status, kind, year)
),
fresh AS MATERIALIZED (
    SELECT f.*, x.search, x.status, x.kind, x.year
    FROM ({FRESH}) AS f JOIN standards_entry AS x ON x.edition_id = f.edition_id
),
found AS MATERIALIZED (
    SELECT a.watch, a.turn, w.watcher_id, f.id FROM asked AS a
    JOIN standards_watch AS w ON w.id = a.watch JOIN standards_watcher AS o ON o.id = w.watcher_id
    JOIN fresh AS f ON (a.query IS NULL OR f.search @@ a.query) AND {OF_ONE}
        AND {NARROWED.format(x="f", status="a.status IN (f.status, f.status_was)")}
),
first AS MATERIALIZED (
    SELECT watch, min(turn) AS turn FROM found GROUP BY watch
),
earlier AS MATERIALIZED (
    SELECT a.* FROM first AS f JOIN asked AS a ON a.watch = f.watch AND a.turn < f.turn
),
shadowed AS MATERIALIZED (
    SELECT DISTINCT a.watch FROM earlier AS a WHERE EXISTS (
        SELECT FROM standards_entry AS y WHERE y.search @@ a.query
        AND {NARROWED.format(x="y", status="a.status = y.status")}
    )
),
hits AS (
    SELECT DISTINCT f.watcher_id, f.id FROM found AS f
    JOIN first AS one ON one.watch = f.watch AND one.turn = f.turn
    WHERE NOT EXISTS (SELECT FROM shadowed AS s WHERE s.watch = f.watch)
)
SELECT watcher_id, (array_agg(id ORDER BY id))[1:%(most)s], count(*) > %(most)s
FROM hits GROUP BY watcher_id
"""  # noqa: S608


@dataclass
class Hits:
    """Of one watcher: news in order, and whether there were more than a letter takes."""

    news: list[int] = field(default_factory=list)
    has_more: bool = False


@dataclass(frozen=True)
class Opened:
    """A followed search with its words."""

    watch: Watch
    words: str
    wanted: Wanted


def hits_of(watchers: list[Watcher], searches: Iterable[Opened], *, last: int) -> dict[int, Hits]:
    """By watcher, what they were not told of yet, up to the piece of news `last`."""
    facts: dict[str, Any] = {
        "watchers": [row.pk for row in watchers],
        "least": min((row.told for row in watchers), default=last),
        "last": last,
        "early": EARLY,
        "most": MOST_NEWS,
    }
    found: dict[int, Hits] = {}
    asked = _asked(searches)
    with connection.cursor() as cursor:
        cursor.execute(FOLLOWED, facts)
        rows = cursor.fetchall()
        if asked["watch"]:
            cursor.execute(SEARCHED, facts | asked)
            rows += cursor.fetchall()
    for watcher, news, has_more in rows:
        hits = found.setdefault(watcher, Hits())
        together = sorted({*hits.news, *news})
        hits.has_more |= has_more or len(together) > MOST_NEWS
        hits.news = together[:MOST_NEWS]
    return found


def _asked(searches: Iterable[Opened]) -> dict[str, list[Any]]:
    """Every reading of every search, side by side as the database takes them."""
    columns: dict[str, list[Any]] = {
        name: [] for name in ("watch", "turn", "query", "ics", "status", "kind", "year")
    }
    for search in searches:
        queries = [query_of(terms) for terms, _other in whole_readings(search.words) if terms]
        for turn, query in enumerate(queries or [""]):
            wanted = vars(search.wanted) | {"year": search.wanted.year or 0}
            row = {"watch": search.watch.pk, "turn": turn, "query": query, **wanted}
            for name, values in columns.items():
                values.append(row[name])
    return columns
