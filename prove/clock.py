"""Ten thousand due dates against a count of another kind: whole minutes, fixed offsets, no dates.

Waiting for the citizen and suspensions, extensions, days off: each is in thousands of the cases.

The product counts with aware datetimes, zones and its calendar. The oracle knows the sentence of
the rule, minutes since 1970, and that Ulaanbaatar is 480 and Hovd 420 minutes ahead of UTC (no
summer time since 2017).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bench.figures import Figure
from prove.within import broken, run, set_up

if TYPE_CHECKING:
    from kholboo.feedback.models import TermRule

CASES = 10_000
OFFSETS = {"Asia/Ulaanbaatar": 480, "Asia/Hovd": 420}  # minutes ahead of UTC
DAY = 1440  # minutes
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEW_YEARS = [datetime(year, 12, 31, 16, 0, tzinfo=UTC) for year in (2025, 2026, 2027)]
FIRST, SPAN = datetime(2025, 3, 1, tzinfo=UTC), timedelta(days=900)


Standstill = tuple[datetime, datetime | None, str]  # from, until, "waiting" or "suspended"


@dataclass(frozen=True)
class Story:
    """One case, in the product's terms and in minutes."""

    zone: str
    started: datetime
    days: int
    is_working: bool
    waiting_stops: bool
    suspension_stops: bool
    rolls_forward: bool
    extension: int
    pauses: Sequence["Standstill"]
    now: datetime


def figures(seed: int) -> Iterator[Figure]:
    set_up()
    luck = Random(f"clock:{seed}")
    off = _days_off()
    stories = [_story(luck) for _case in range(CASES)]
    late = sum(_crosses_new_year(story) for story in stories)
    yield Figure("clock/cases", len(stories), "", f">= {CASES}")
    yield Figure("clock/over-new-year", late, "", ">= 1000")
    for name, count in _mixture(stories).items():
        yield Figure(f"clock/{name}", count, "", ">= 1000")
    right = [_oracle(story, off) for story in stories]
    said = [_product(story) for story in stories]
    differences = sum(one != other for one, other in zip(right, said, strict=True))
    yield Figure("clock/differences", differences, "", "<= 0")
    # The control: somebody who takes the date of UTC for the date of the office.
    wrong = [_oracle(story, off, offset=lambda zone: 0) for story in stories]
    days = sum(one[0] != other[0] for one, other in zip(wrong, said, strict=True))
    yield broken("clock", days, "differences")
    # Others who forget one fact: every one of them must be found out too.
    for name, forgetful in FORGETFUL.items():
        days = sum(
            _oracle(forgetful(story), off)[0] != said_one[0]
            for story, said_one in zip(stories, said, strict=True)
        )
        yield broken(f"clock/{name}", days, "differences")


def _story(luck: Random) -> Story:
    near_new_year = luck.random() < 0.3
    minutes = luck.randrange(-36 * 60, 36 * 60)
    started = (
        luck.choice(NEW_YEARS) + timedelta(minutes=minutes)
        if near_new_year
        else FIRST + timedelta(minutes=luck.randrange(int(SPAN.total_seconds() // 60)))
    )
    pauses: list[Standstill] = []
    moment = started
    for _pause in range(luck.randrange(4)):
        start = moment + timedelta(minutes=luck.randrange(1, 12 * DAY))
        moment = start + timedelta(minutes=luck.randrange(1, 8 * DAY))
        pauses.append((start, moment, luck.choice(("waiting", "suspended"))))
    if pauses and luck.random() < 0.3:
        pauses[-1] = (pauses[-1][0], None, pauses[-1][2])
    return Story(
        zone=luck.choice(list(OFFSETS)),
        started=started,
        days=luck.randrange(1, 91),
        is_working=luck.random() < 0.5,
        waiting_stops=luck.random() < 0.6,
        suspension_stops=luck.random() < 0.6,
        rolls_forward=luck.random() < 0.5,
        extension=luck.choice((0, 0, 10, 30)),
        pauses=pauses,
        now=moment + timedelta(minutes=luck.randrange(10 * DAY)),
    )


def _mixture(stories: Sequence[Story]) -> dict[str, int]:
    """How many stories hold each thing that moves a date: a proof without them proves less."""
    kinds = [{kind for _start, _end, kind in story.pauses} for story in stories]
    together = list(zip(stories, kinds, strict=True))
    return {
        "extended": sum(bool(story.extension) for story in stories),
        "stopped-by-waiting": sum(s.waiting_stops and "waiting" in k for s, k in together),
        "stopped-by-suspension": sum(s.suspension_stops and "suspended" in k for s, k in together),
        "only-one-of-both-stops": sum(
            s.waiting_stops != s.suspension_stops and len(k) > 1 for s, k in together
        ),
    }


# Each gives the story as somebody would tell it who forgot one fact.
FORGETFUL: dict[str, Callable[[Story], Story]] = {
    "no-waiting": lambda story: replace(story, waiting_stops=False),
    "no-suspension": lambda story: replace(story, suspension_stops=False),
    "no-extension": lambda story: replace(story, extension=0),
    "no-holidays": lambda story: replace(story, is_working=False),
}


def _crosses_new_year(story: Story) -> bool:
    return any(abs(story.started - new_year) < timedelta(hours=36) for new_year in NEW_YEARS)


def _product(story: Story) -> tuple[int, int]:
    """Last day (days since 1970) and its end (minutes since 1970), by the product."""
    from kholboo.agency.models import Office
    from kholboo.feedback.queries.terms import days_off_under, due_under
    from kholboo.feedback.term import Pause, PauseKind

    rule = _rule(story)
    due = due_under(
        rule,
        office=Office(time_zone=story.zone),
        started=story.started,
        pauses=[Pause(start, end, PauseKind(kind)) for start, end, kind in story.pauses],
        extension=story.extension,
        calendar=days_off_under(rule, story.started, now=story.now),
        now=story.now,
    )
    return (due.on - date(1970, 1, 1)).days, _minutes(due.at.astimezone(ZoneInfo("UTC")))


def _rule(story: Story) -> "TermRule":
    from kholboo.feedback.models import TermRule

    return TermRule(
        days=story.days,
        unit="working" if story.is_working else "calendar",
        waiting_stops=story.waiting_stops,
        suspension_stops=story.suspension_stops,
        rolls_forward=story.rolls_forward,
    )


def _oracle(
    story: Story, off: Callable[[int], bool], offset: Callable[[str], int] = OFFSETS.__getitem__
) -> tuple[int, int]:
    """The rule said in minutes: count the days that end after the day of receipt, leaving out
    those at whose end the clock stood still, and (working terms) those off.
    """
    ahead = offset(story.zone)
    stops = {"waiting": story.waiting_stops, "suspended": story.suspension_stops}
    still = [(_minutes(a), _minutes(b or story.now)) for a, b, kind in story.pauses if stops[kind]]
    day = (_minutes(story.started) + ahead) // DAY
    left = story.days + story.extension
    while left:
        day += 1
        ends = (day + 1) * DAY - ahead
        stood = any(start <= ends < end for start, end in still)
        left -= not stood and not (story.is_working and off(day))
    while story.rolls_forward and off(day):
        day += 1
    return day, (day + 1) * DAY - ahead


def _minutes(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds()) // 60


def _days_off() -> Callable[[int], bool]:
    """Is this day (since 1970) off? By the rows of the calendar; 1 January 1970 was a Thursday."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (date) date - date '1970-01-01', is_working"
            " FROM agency_calendarday ORDER BY date, is_override DESC"
        )
        special = dict(cursor.fetchall())
    return lambda day: not special.get(day, (day + 3) % 7 < 5)


if __name__ == "__main__":
    run(figures)
