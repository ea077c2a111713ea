"""Narrowing what was found: class, status, origin, year; and how many there would be of each."""

import time
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from kholboo.standards.models import Entry

COUNT = """
WITH found AS MATERIALIZED ({entries})
SELECT grouping(status, kind, year, committee), coalesce(status, kind, year::text, committee, ''),
    count(*) FROM found
GROUP BY GROUPING SETS ((status), (kind), (year), (committee), ())
UNION ALL
SELECT 16, code, count(*) FROM found, unnest(ics) AS code
WHERE length(code) = %s AND starts_with(code, %s) GROUP BY code
"""
# What `grouping` says of a row: which of its columns are not what was grouped by.
MANY, KEPT_FOR, KEPT_AT_MOST = 3_000, 300.0, 200  # found; seconds; questions in a process
_kept: dict[object, tuple[float, "Counted"]] = {}
NAMES = {7: "status", 11: "kind", 13: "year", 14: "committee", 16: "ics"}
ALL = 15
# Codes of classes are `67`, `67.100`, `67.100.10`: the length of one says that of those under it.
LENGTHS, NONE = {0: 2, 2: 6, 6: 9}, 0


@dataclass(frozen=True)
class Wanted:
    """What was narrowed to; empty means any."""

    ics: str = ""
    status: str = ""
    kind: str = ""
    year: int | None = None
    committee: str = ""

    def of_entries(self) -> Q:
        narrowed = Q(ics__contains=[self.ics]) if self.ics else Q()
        chosen = {
            "status": self.status,
            "kind": self.kind,
            "year": self.year,
            "committee": self.committee,
        }
        return narrowed & Q(**{name: value for name, value in chosen.items() if value})

    def of_editions(self) -> Q:
        return (
            Q(entry__in=Entry.objects.filter(self.of_entries()))
            if any(vars(self).values())
            else Q()
        )

    @property
    def deeper(self) -> tuple[int, str]:
        """Classes directly under the chosen one: how long their codes are, and how they begin."""
        return LENGTHS.get(len(self.ics), NONE), f"{self.ics}." if self.ics else ""


@dataclass(frozen=True)
class Counted:
    """How many were found, and of them by `status`, `kind`, `year` and `ics` (value, count)."""

    total: int = 0
    by: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def counted(entries: QuerySet[Entry], wanted: Wanted) -> Counted:
    """Exact; of very many as they were within the last minutes, for counting them takes long."""
    rows = entries.order_by().values("status", "kind", "year", "committee", "ics")
    inner, params = rows.query.sql_with_params()
    question = (inner, repr(params), wanted.deeper)
    at, known = _kept.get(question, (0.0, Counted()))
    if at and time.monotonic() - at < KEPT_FOR:
        return known
    found = _counted(inner, params, wanted)
    if found.total > MANY:
        while len(_kept) >= KEPT_AT_MOST:
            _kept.pop(next(iter(_kept)))
        _kept[question] = (time.monotonic(), found)
    return found


def forget() -> None:
    """Count anew from now on, in this process."""
    _kept.clear()


def _counted(inner: str, params: tuple[Any, ...], wanted: Wanted) -> Counted:
    total = 0
    by: dict[str, list[tuple[str, int]]] = {name: [] for name in NAMES.values()}
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(entries=inner), [*params, *wanted.deeper])
        for group, value, count in cursor.fetchall():
            if group == ALL:
                total = count
            elif value:
                by[NAMES[group]].append((value, count))
    return Counted(total, by)
