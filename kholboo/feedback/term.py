"""When an answer is due: a pure function, and the steps that show how it was counted.

A term is counted in whole days of the office's own time zone, from the day after receipt
(or reopening). A day on which nobody could count is left out: under `waiting_stops`, a day
at whose end the clock stood still because the citizen was asked something; under "working"
terms, a day off. The due day ends at the office's midnight.

Source: petitions law art. 16 as two state bodies quote it (calendar days). Whether waiting stops
the clock, and whether a due day moves off a holiday, was not seen in the law: both are
columns of the dated rule.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
# No lawful term comes near this; it stops a calendar in which every day is a holiday.
HORIZON = 3_000


class DayUnit(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True)
class Term:
    """One dated rule of the law, without its database row. `days` and `extension` in `unit`."""

    days: int
    unit: DayUnit
    waiting_stops: bool = False
    rolls_forward: bool = False


@dataclass(frozen=True)
class Pause:
    """The clock stood still in [start, end); `end` is None while it still stands."""

    start: datetime
    end: datetime | None


class StepKind(StrEnum):
    STARTED = "started"
    TERM = "term"
    PAUSED = "paused"
    DAYS_OFF = "days_off"
    EXTENDED = "extended"
    ROLLED = "rolled"
    DUE = "due"


@dataclass(frozen=True)
class Step:
    """One line of "how this date was counted". `days` counts; `day`/`last` are local dates."""

    kind: StepKind
    day: date
    days: int = 0
    last: date | None = None
    unit: DayUnit = DayUnit.CALENDAR


@dataclass(frozen=True)
class Due:
    """The last day to answer, the instant it ends, and the lines that explain it."""

    on: date
    at: datetime
    steps: list[Step] = field(compare=False)


def count(  # noqa: PLR0913  # seven facts decide the date, and each is named by the caller
    term: Term,
    *,
    started: datetime,
    pauses: Sequence[Pause],
    extension: int,
    is_working: Callable[[date], bool],
    zone: ZoneInfo,
    now: datetime,
) -> Due:
    """Count a due date. A pause that has not ended is counted as if it ended `now`."""
    first = started.astimezone(zone).date()
    closed = [(p.start, p.end or max(now, p.start)) for p in pauses if term.waiting_stops]
    last, paused, days_off = _walk(term, first, term.days + extension, closed, is_working, zone)
    due = _roll(last, is_working) if term.rolls_forward else last
    steps = [
        Step(StepKind.STARTED, first),
        Step(StepKind.TERM, first + ONE_DAY, days=term.days, unit=term.unit),
    ]
    if extension:
        steps.append(Step(StepKind.EXTENDED, first + ONE_DAY, days=extension, unit=term.unit))
    steps += _runs(StepKind.PAUSED, paused)
    if days_off:
        steps.append(Step(StepKind.DAYS_OFF, days_off[0], days=len(days_off), last=days_off[-1]))
    if due != last:
        steps.append(Step(StepKind.ROLLED, last, days=(due - last).days, last=due))
    steps.append(Step(StepKind.DUE, due))
    return Due(on=due, at=_end_of(due, zone), steps=steps)


def _walk(  # noqa: PLR0913
    term: Term,
    first: date,
    left: int,
    pauses: Sequence[tuple[datetime, datetime]],
    is_working: Callable[[date], bool],
    zone: ZoneInfo,
) -> tuple[date, list[date], list[date]]:
    """The last day of `left` counted days after `first`, and the days left out on the way."""
    if not pauses and term.unit == DayUnit.CALENDAR:
        return first + timedelta(days=left), [], []
    paused: list[date] = []
    days_off: list[date] = []
    for day in _days_after(first):
        if pauses and _stood_still(_end_of(day, zone), pauses):
            paused.append(day)
        elif term.unit == DayUnit.WORKING and not is_working(day):
            days_off.append(day)
        else:
            left -= 1
        if left <= 0:
            return day, paused, days_off
    raise ValueError(f"no due day within {HORIZON} days of {first}")


def _roll(day: date, is_working: Callable[[date], bool]) -> date:
    while not is_working(day):
        day += ONE_DAY
    return day


def _days_after(first: date) -> Iterator[date]:
    for distance in range(1, HORIZON):
        yield first + timedelta(days=distance)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """The midnight at which `day` ends at `zone`."""
    return datetime.combine(day + ONE_DAY, time.min, tzinfo=zone)


def _stood_still(moment: datetime, pauses: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(start <= moment < end for start, end in pauses)


def _runs(kind: StepKind, days: Sequence[date]) -> Iterator[Step]:
    """Days in a row become one line."""
    run: list[date] = []
    for day in days:
        if run and day - run[-1] != ONE_DAY:
            yield Step(kind, run[0], days=len(run), last=run[-1])
            run = []
        run.append(day)
    if run:
        yield Step(kind, run[0], days=len(run), last=run[-1])
