"""What happens to an invented case, and when: the mix an agency of this kind would see."""

from datetime import datetime, timedelta
from random import Random

from kholboo.feedback.rules import TAKEN_BY_STAFF, CaseKind, Channel, EventKind

Step = EventKind
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


def moment(luck: Random, first: datetime, last: datetime) -> datetime:
    """An instant between the two, in waking hours of Ulaanbaatar (UTC+8) where there is room."""
    at = first + (last - first) * luck.random()
    awake = at.replace(hour=(luck.choice(HOURS) - 8) % 24)
    return awake if first <= awake <= last else at


def is_open(luck: Random, age: timedelta) -> bool:
    share = next(share for days, share in OPEN_UNTIL_AGE if age.days < days)
    return luck.random() < share


def steps(luck: Random, *, open_case: bool, channel: Channel) -> list[Step]:
    begun = [] if channel in TAKEN_BY_STAFF or luck.random() < 0.4 else [Step.REGISTERED]
    work = [*begun, *([Step.ASSIGNED] if luck.random() < 0.5 else []), Step.TAKEN]
    if open_case:
        return _unfinished(luck, work)
    if luck.random() < 0.04:
        return [*begun, Step.WITHDRAWN]
    if luck.random() < 0.2:
        work.append(Step.NOTE)
    if luck.random() < 0.15:
        work += [Step.QUESTION, Step.MESSAGE]
    work.append(Step.ANSWERED)
    if luck.random() < 0.45:
        work.append(Step.RATED)
    if luck.random() < 0.04:
        work += [Step.REOPENED, Step.TAKEN, Step.ANSWERED]
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
    room = min((now - received).total_seconds() * 0.95, LONGEST_WORK * (0.1 + luck.random()))
    return [received + timedelta(seconds=room * part) for part in sorted(_parts(luck, count))]


def _parts(luck: Random, count: int) -> list[float]:
    return [luck.random() for _each in range(count)]
