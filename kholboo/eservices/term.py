"""When something is due, and how that day was counted. Pure: no database, no clock.

A term is counted in whole days of the office's own time zone, from the day after its start. A day
at whose end the clock stood still is left out, and under "working" a day off too. The due day ends
at the office's midnight. Source: the procedure's own bundle; terms there carry the sample mark
until the agency confirms them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kholboo.eservices.engine.graph import LONGEST_TERM

ONE_DAY = timedelta(days=1)
# How far ahead of today the calendar is read for a due day: no term is longer than its half, and of
# no two days in a row both are off for years.
LOOK_AHEAD = 2 * LONGEST_TERM * ONE_DAY


@dataclass(frozen=True)
class Term:
    days: int
    is_working: bool


@dataclass(frozen=True)
class Stretch:
    """The clock stood still in [start, end); `end` is None while it still does."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class Due:
    """The last day, and the days that were left out on the way to it."""

    on: date
    first: date
    paused: list[date] = field(default_factory=list)
    days_off: list[date] = field(default_factory=list)


def count(  # noqa: PLR0913  # each fact decides the day, and is named by the caller
    term: Term,
    *,
    started: datetime,
    pauses: Sequence[Stretch],
    is_working: Callable[[date], bool],
    zone: ZoneInfo,
    now: datetime,
) -> Due:
    """Count a due day. A pause that has not ended is counted as if it ended `now`.

    Raises ValueError for a term that no procedure may name.
    """
    first = started.astimezone(zone).date()
    closed = [(pause.start, pause.end or max(now, pause.start)) for pause in pauses]
    due, left, day = Due(first, first), term.days, first
    for _count in range(max((now.astimezone(zone).date() - first).days, 0) + LOOK_AHEAD.days):
        if left <= 0:
            return Due(day, first, due.paused, due.days_off)
        day += ONE_DAY
        if stood_still(day, closed, zone):
            due.paused.append(day)
        elif term.is_working and not is_working(day):
            due.days_off.append(day)
        else:
            left -= 1
    raise ValueError(f"no due day within {LOOK_AHEAD.days} days of {now}")


def stood_still(day: date, pauses: Sequence[tuple[datetime, datetime]], zone: ZoneInfo) -> bool:
    """Whether the clock stood still at the end of this day, on the office's clock."""
    if not pauses:
        return False
    midnight = datetime.combine(day + ONE_DAY, time.min, tzinfo=zone)
    return any(start <= midnight < end for start, end in pauses)
