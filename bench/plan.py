"""What happens to an invented case, and when: the mix an agency of this kind would see."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from kholboo.feedback.rules import TAKEN_BY_STAFF, CaseKind, Channel, EventKind

Step = EventKind
Thing = TypeVar("Thing")
YEARS = 3
SPAN = timedelta(days=365 * YEARS)
KINDS = {
    CaseKind.COMPLAINT: 45,
    CaseKind.REQUEST: 35,
    CaseKind.PETITION: 12,
    CaseKind.SUGGESTION: 8,
}
CHANNELS = {
    Channel.WEB: 55, Channel.PHONE: 20, Channel.VISIT: 10, Channel.LETTER: 6,
    Channel.EMAIL: 4, Channel.CENTRE: 3, Channel.API: 2,
}  # fmt: skip
# Share of cases still open, by age in days: about a tenth of three years' cases in all.
OPEN_UNTIL_AGE = ((30, 0.95), (60, 0.8), (120, 0.45), (365, 0.07), (10_000, 0.001))
# Office hours and evenings; nobody writes at four in the morning.
HOURS = range(7, 23)
LONGEST_WORK = 38 * 24 * 3600.0  # seconds from receipt to the last step of a closed case


def pick(luck: Random, things: Sequence[Thing]) -> Thing:
    """`luck.choice` in a quarter of its time; there are a dozen of these for each case."""
    return things[int(luck.random() * len(things))]


def moment(luck: Random, first: datetime, last: datetime) -> datetime:
    """An instant between the two, in waking hours of Ulaanbaatar (UTC+8) where there is room."""
    at = first + (last - first) * luck.random()
    awake = at.replace(hour=(pick(luck, HOURS) - 8) % 24)
    return awake if first <= awake <= last else at


def is_open(luck: Random, age: timedelta) -> bool:
    share = next(share for days, share in OPEN_UNTIL_AGE if age.days < days)
    return luck.random() < share


def steps(luck: Random, *, open_case: bool, channel: Channel) -> list[Step]:
    begun = [] if channel in TAKEN_BY_STAFF or luck.random() < 0.6 else [Step.REGISTERED]
    if open_case:
        return _unfinished(luck, [*begun, *_handed(luck), Step.TAKEN])
    if luck.random() < 0.04:
        return [*begun, Step.WITHDRAWN]
    work = [] if _on_the_spot(luck, channel) else [*begun, *_handed(luck), *_worked(luck)]
    work.append(Step.ANSWERED)
    if luck.random() < 0.4:
        work.append(Step.RATED)
    if luck.random() < 0.04:
        work += [Step.REOPENED, Step.TAKEN, Step.ANSWERED]
    return work


def _on_the_spot(luck: Random, channel: Channel) -> bool:
    """Advice over the telephone or at the counter; on a sister hotline it is every second call."""
    return channel in (Channel.PHONE, Channel.VISIT) and luck.random() < 0.5


def _handed(luck: Random) -> list[Step]:
    return [Step.ASSIGNED] if luck.random() < 0.4 else []


def _worked(luck: Random) -> list[Step]:
    """Short matters are answered without being taken up first."""
    work = [Step.TAKEN] if luck.random() < 0.7 else []
    if work and luck.random() < 0.2:
        work.append(Step.NOTE)
    if work and luck.random() < 0.12:
        work += [Step.QUESTION, Step.MESSAGE]
    return work


def _unfinished(luck: Random, work: list[Step]) -> list[Step]:
    dice = luck.random()
    if dice < 0.15:
        return work[:-1]  # registered, or assigned and not begun
    if dice < 0.4:
        return []  # nobody has looked at it yet
    if dice < 0.55:
        return [*work, Step.QUESTION]
    if dice < 0.6:
        return [*work, Step.ANSWERED, Step.REOPENED]
    return work


def times(luck: Random, received: datetime, now: datetime, count: int) -> list[datetime]:
    """When each of `count` steps happened: in order, after receipt and before now."""
    parts = sorted([luck.random() for _each in range(count)])
    room = min((now - received).total_seconds() * 0.95, LONGEST_WORK * (0.1 + luck.random()))
    return [received + timedelta(seconds=room * part) for part in parts]
