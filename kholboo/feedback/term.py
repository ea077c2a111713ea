"""When an answer is due: a pure function, and the steps that show how it was counted.

A term is counted in whole days of the office's own time zone, from the day after receipt
(or reopening). A day on which nobody could count is left out: under `waiting_stops`, a day
at whose end the clock stood still because the citizen was asked something; under
`suspension_stops`, one at whose end the case was suspended; under "working" terms, a day off.
The due day ends at the office's midnight.

Source: petitions law art. 16 as two state bodies quote it (calendar days). Whether waiting or a
suspension stops the clock, and whether a due day moves off a holiday, was not seen in the law:
all three are columns of the dated rule.
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


class PauseKind(StrEnum):
    """Why the work stands still: the citizen was asked, or a head suspended the case."""

    WAITING = "waiting"
    SUSPENDED = "suspended"


@dataclass(frozen=True)
class Term:
    """One dated rule of the law, without its database row. `days` and `extension` in `unit`."""

    days: int
    unit: DayUnit
    waiting_stops: bool = False
    rolls_forward: bool = False
    suspension_stops: bool = False

    def stops_in(self, kind: PauseKind) -> bool:
        """Whether the clock stands still in a pause of this kind."""
        return self.waiting_stops if kind == PauseKind.WAITING else self.suspension_stops


def is_stopped(status: str, *, waiting_stops: bool | None, suspension_stops: bool | None) -> bool:
    """Whether the clock of a case in this state stands still; None where no rule gives a term."""
    stops = {PauseKind.WAITING: waiting_stops, PauseKind.SUSPENDED: suspension_stops}
    return bool(status in set(PauseKind) and stops[PauseKind(status)])


@dataclass(frozen=True)
class Pause:
    """The work stood still in [start, end); `end` is None while it still stands."""

    start: datetime
    end: datetime | None
    kind: PauseKind = PauseKind.WAITING


class StepKind(StrEnum):
    STARTED = "started"
    TERM = "term"
    PAUSED = "paused"
    SUSPENDED = "suspended"
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
    closed = [
        Pause(p.start, p.end or max(now, p.start), p.kind) for p in pauses if term.stops_in(p.kind)
    ]
    last, paused, days_off = _walk(term, first, term.days + extension, closed, is_working, zone)
    due = _roll(last, is_working) if term.rolls_forward else last
    steps = [
        Step(StepKind.STARTED, first),
        Step(StepKind.TERM, first + ONE_DAY, days=term.days, unit=term.unit),
    ]
    if extension:
        steps.append(Step(StepKind.EXTENDED, first + ONE_DAY, days=extension, unit=term.unit))
    steps += _standstills(paused)
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
    pauses: Sequence[Pause],
    is_working: Callable[[date], bool],
    zone: ZoneInfo,
) -> tuple[date, dict[PauseKind, list[date]], list[date]]:
    """The last day of `left` counted days after `first`, and the days left out on the way."""
    paused: dict[PauseKind, list[date]] = {kind: [] for kind in PauseKind}
    if not pauses and term.unit == DayUnit.CALENDAR:
        return first + timedelta(days=left), paused, []
    days_off: list[date] = []
    for day in _days_after(first):
        pause = _pause_at(_end_of(day, zone), pauses) if pauses else None
        if pause:
            paused[pause.kind].append(day)
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


def _pause_at(moment: datetime, pauses: Sequence[Pause]) -> Pause | None:
    """The pause, already closed, in which the clock stood still at `moment`."""
    return next((p for p in pauses if p.start <= moment < (p.end or moment)), None)


def _standstills(paused: dict[PauseKind, list[date]]) -> list[Step]:
    """One line for each run of days left out, in their order."""
    steps = [
        *_runs(StepKind.PAUSED, paused[PauseKind.WAITING]),
        *_runs(StepKind.SUSPENDED, paused[PauseKind.SUSPENDED]),
    ]
    return sorted(steps, key=lambda step: step.day)


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
