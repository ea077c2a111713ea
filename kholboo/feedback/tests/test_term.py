"""The due date against an independent count: hour by hour, written from the words of the rule."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kholboo.feedback.term import DayUnit, Pause, PauseKind, StepKind, Term, count

ULAANBAATAR, HOVD = ZoneInfo("Asia/Ulaanbaatar"), ZoneInfo("Asia/Hovd")
NAADAM = {date(2026, 7, day) for day in range(10, 16)} | {date(2026, 12, 29), date(2027, 1, 1)}
NEW_YEAR = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)


def weekdays(day):
    return day.weekday() < 5 and day not in NAADAM


def counted(term, started, *, pauses=(), extension=0, zone=ULAANBAATAR, now=None):
    return count(
        term,
        started=started,
        pauses=pauses,
        extension=extension,
        is_working=weekdays,
        zone=zone,
        now=now or started,
    )


def oracle(term, started, pauses, extension, zone, now):
    """Walk the hours: a local midnight ends a day; the day counts unless it is off or paused."""
    moment = started.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    first = started.astimezone(zone).date()
    left = term.days + extension
    while True:
        moment += timedelta(hours=1)
        local = moment.astimezone(zone)
        if local.hour != 0:
            continue
        ended = local.date() - timedelta(days=1)
        if ended <= first:
            continue
        paused = any(
            p.start <= moment < (p.end or max(now, p.start))
            for p in pauses
            if (term.waiting_stops if p.kind == "waiting" else term.suspension_stops)
        )
        off = term.unit == DayUnit.WORKING and (ended.isoweekday() in (6, 7) or ended in NAADAM)
        if not paused and not off:
            left -= 1
        if left == 0:
            break
    while term.rolls_forward and (ended.isoweekday() in (6, 7) or ended in NAADAM):
        ended += timedelta(days=1)
    return ended


FIRST = datetime(2026, 6, 1, tzinfo=UTC)
moments = st.integers(0, 245 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
terms = st.builds(
    Term,
    days=st.integers(1, 45),
    unit=st.sampled_from(DayUnit),
    waiting_stops=st.booleans(),
    suspension_stops=st.booleans(),
    rolls_forward=st.booleans(),
)

pause_kinds = st.sampled_from(list(PauseKind))


@st.composite
def stories(draw):
    """A start, and pauses after it that do not overlap; the last may still be open."""
    started = draw(moments)
    gaps = draw(st.lists(st.integers(1, 400), max_size=6))
    edges = []
    moment = started
    for gap in gaps:
        moment += timedelta(hours=gap)
        edges.append(moment)
    pauses = [
        Pause(start, end, draw(pause_kinds))
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]
    if len(edges) % 2:
        pauses.append(Pause(edges[-1], None, draw(pause_kinds)))
    now = moment + timedelta(hours=draw(st.integers(0, 300)))
    return started, pauses, now


# A busy machine draws slowly; that says nothing about dates.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    term=terms,
    story=stories(),
    extension=st.integers(0, 30),
    zone=st.sampled_from([ULAANBAATAR, HOVD]),
)
def test_every_due_date_equals_the_hour_by_hour_count(term, story, extension, zone):
    started, pauses, now = story

    due = counted(term, started, pauses=pauses, extension=extension, zone=zone, now=now)

    assert due.on == oracle(term, started, pauses, extension, zone, now)


@given(started=moments, days=st.integers(1, 120))
def test_calendar_days_without_pauses_are_plain_date_arithmetic(started, days):
    due = counted(Term(days, DayUnit.CALENDAR), started)

    assert due.on == started.astimezone(ULAANBAATAR).date() + relativedelta(days=days)


@given(started=moments, days=st.integers(1, 60))
def test_working_days_equal_the_calendar_rules_of_dateutil(started, days):
    first = started.astimezone(ULAANBAATAR).date()
    working = rrule(
        DAILY, dtstart=datetime.combine(first, time.min), byweekday=[MO, TU, WE, TH, FR]
    )

    due = counted(Term(days, DayUnit.WORKING), started)

    after = (d.date() for d in working if d.date() > first and d.date() not in NAADAM)
    assert due.on == [day for day, _nth in zip(after, range(days), strict=False)][-1]


@pytest.mark.parametrize(
    ("zone", "first_day"), [(ULAANBAATAR, date(2027, 1, 1)), (HOVD, date(2026, 12, 31))]
)
def test_the_last_hour_of_the_year_belongs_to_the_year_of_the_office(zone, first_day):
    due = counted(Term(30, DayUnit.CALENDAR), NEW_YEAR, zone=zone)

    assert due.steps[0].day == first_day
    assert due.on == first_day + timedelta(days=30)


def test_the_due_day_ends_at_the_midnight_of_the_office():
    due = counted(Term(1, DayUnit.CALENDAR), NEW_YEAR, zone=HOVD)

    assert due.at == datetime(2027, 1, 2, tzinfo=HOVD)


def test_asking_the_citizen_moves_nothing_unless_the_rule_says_so():
    pause = [Pause(NEW_YEAR + timedelta(days=1), NEW_YEAR + timedelta(days=9))]

    assert counted(Term(30, DayUnit.CALENDAR), NEW_YEAR, pauses=pause).on == date(2027, 1, 31)
    stopped = counted(Term(30, DayUnit.CALENDAR, waiting_stops=True), NEW_YEAR, pauses=pause)
    assert stopped.on == date(2027, 2, 8)


def test_the_counting_names_each_pause_and_extension():
    due = counted(
        Term(10, DayUnit.CALENDAR, waiting_stops=True),
        NEW_YEAR,
        pauses=[Pause(NEW_YEAR + timedelta(days=1), NEW_YEAR + timedelta(days=4))],
        extension=5,
    )

    assert [(step.kind, step.days) for step in due.steps] == [
        (StepKind.STARTED, 0),
        (StepKind.TERM, 10),
        (StepKind.EXTENDED, 5),
        (StepKind.PAUSED, 3),
        (StepKind.DUE, 0),
    ]


@given(term=terms, story=stories(), more=st.integers(1, 30))
def test_more_time_never_makes_a_due_date_earlier(term, story, more):
    started, pauses, now = story

    less_time = counted(term, started, pauses=pauses, now=now)
    more_time = counted(term, started, pauses=pauses, extension=more, now=now)

    assert more_time.on >= less_time.on
