"""What heads watch: how much comes, how much is in time, how old the open ones are, how it was rated.

Counted now over the cases received in the days asked for, except the ages: those are of every
case that is open today in the same places. In time: of those answered or past their term, the
share answered within it. Officers are shown only to those who head them.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, Q, QuerySet, Sum, Value, When
from django.db.models.functions import TruncMonth, TruncWeek
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.queries import office_key, offices, service_key, services
from kholboo.core.clock import ULAANBAATAR
from kholboo.core.errors import NotAllowed
from kholboo.feedback.models import Case, Rating
from kholboo.feedback.queries.desk import ASSIGN, Reach, reach_of
from kholboo.feedback.queries.standing import (
    ANSWERED,
    Period,
    Standing,
    received_in,
    with_standing,
)
from kholboo.feedback.rules import OPEN, CaseKind, Channel

READ_DASHBOARD = "feedback.read_dashboard"
# A line of more points than this says no more; longer spans are drawn by months.
WEEKS_UNTIL = timedelta(days=120)
AGES = (7, 15, 30, 60, 90)  # days; the last group is open
# The line of cases that have no service, or no officer yet.
NOBODY = "-"


class Split(StrEnum):
    SERVICE = "service"
    OFFICE = "office"
    KIND = "kind"
    CHANNEL = "channel"
    OFFICER = "officer"


COLUMN = {
    Split.SERVICE: "service_id",
    Split.OFFICE: "office_id",
    Split.KIND: "kind",
    Split.CHANNEL: "channel",
    Split.OFFICER: "handler_id",
}


@dataclass(frozen=True)
class Wanted:
    """What the address says; empty means any."""

    period: Period
    split: Split = Split.SERVICE
    office: str = ""
    service: str = ""
    kind: str = ""
    channel: str = ""


@dataclass
class Sums:
    """Counts of one line of the board, or of all of it."""

    name: str = ""
    # As addresses name it: a slug, a code, a kind, a channel, the key of an officer, or NOBODY.
    key: str = ""
    received: int = 0
    standings: Counter[str] = field(default_factory=Counter)
    reopened: int = 0
    score_sum: int = 0
    ratings: int = 0
    way_sum: int = 0
    ways: int = 0

    @property
    def score(self) -> float | None:
        """Of the answer, 1 to 5; None while nobody rated."""
        return _mean(self.score_sum, self.ratings)

    @property
    def way(self) -> float | None:
        """Of the way to the answer: all that was said of ease, speed and politeness together."""
        return _mean(self.way_sum, self.ways)

    @property
    def answered(self) -> int:
        return sum(self.standings[each] for each in ANSWERED)

    @property
    def overdue(self) -> int:
        return self.standings[Standing.OVERDUE]

    @property
    def in_time(self) -> float | None:
        """Per cent; None while nothing was answered or late."""
        judged = self.answered + self.overdue
        return _percent(self.standings[Standing.IN_TIME], judged)

    @property
    def reopened_share(self) -> float | None:
        return _percent(self.reopened, self.received)


@dataclass(frozen=True)
class Board:
    total: Sums
    lines: list[Sums]
    volume: list[tuple[date, int]]
    by_weeks: bool
    ages: list[tuple[int, int]]  # up to so many days (0: more), cases


def may_see_officers(user: User) -> bool:
    reach = reach_of(user, ASSIGN)
    return bool(reach.is_everywhere or reach.offices or reach.units)


def board(user: User, wanted: Wanted, *, now: datetime) -> Board:
    """Everything the page shows, in a fixed number of questions."""
    cases = cases_of_the_board(user, wanted)
    received = received_in(cases, wanted.period)
    total, lines = _sums(received, wanted, now)
    by_weeks = wanted.period.until - wanted.period.since <= WEEKS_UNTIL
    _rate(received, wanted, total, lines)
    return Board(
        total=total,
        lines=sorted(lines.values(), key=lambda line: (-line.received, line.name)),
        volume=_volume(received, by_weeks=by_weeks),
        by_weeks=by_weeks,
        ages=_ages(cases, now),
    )


def choices(user: User) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer this person."""
    reach = reach_of(user, READ_DASHBOARD)
    places = offices() if reach.is_everywhere else offices().filter(pk__in=reach.offices)
    return {
        "offices": [(office.slug, office.name) for office in places],
        "services": [(service.code, service.name) for service in services()],
    }


def cases_of_the_board(user: User, wanted: Wanted) -> QuerySet[Case]:
    """Of every day: those this person watches over, as far as the filters go."""
    return _narrowed(_scope(user, wanted.split), wanted)


def _scope(user: User, split: Split) -> QuerySet[Case]:
    if split == Split.OFFICER:
        if not may_see_officers(user):
            raise NotAllowed(_("Officers are shown only to those who head them."))
        reach = reach_of(user, ASSIGN)
        return _within(reach).filter(_headed(reach))
    return _within(reach_of(user, READ_DASHBOARD))


def _within(reach: Reach) -> QuerySet[Case]:
    return Case.objects.all() if reach.is_everywhere else Case.objects.filter(reach.places)


def _headed(reach: Reach) -> Q:
    """Handlers whose posts lie where this person is the head."""
    if reach.is_everywhere:
        return Q(handler__isnull=False)
    here = Q(posts__office_id__in=reach.offices) | Q(posts__unit_id__in=reach.units)
    return Q(handler_id__in=User.objects.filter(here).values("pk"))


def _narrowed(cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    if wanted.kind:
        cases = cases.filter(kind=wanted.kind)
    if wanted.channel:
        cases = cases.filter(channel=wanted.channel)
    if wanted.office:
        cases = cases.filter(office_id=office_key(wanted.office))
    if wanted.service:
        cases = cases.filter(service_id=service_key(wanted.service))
    return cases


def _sums(received: QuerySet[Case], wanted: Wanted, now: datetime) -> tuple[Sums, dict[Any, Sums]]:
    group = (COLUMN[wanted.split], "standing", "is_reopened")
    asked = with_standing(received, min(wanted.period.as_of, now))
    rows = asked.annotate(is_reopened=Q(round__gt=1)).order_by().values(*group)
    total, lines = Sums(), dict[Any, Sums]()
    for key, standing, is_reopened, count in rows.annotate(count=Count("pk")).values_list(
        *group, "count"
    ):
        for sums in (total, lines.setdefault(key, Sums())):
            sums.received += count
            sums.standings[standing] += count
            sums.reopened += count if is_reopened else 0
    names = names_of_lines(wanted.split, list(lines))
    for key, line in lines.items():
        line.name, line.key = names.get(key, ("", NOBODY if key is None else ""))
    return total, lines


def names_of_lines(split: Split, keys: list[Any]) -> dict[Any, tuple[str, str]]:
    """What people and what addresses call the groups."""
    if split == Split.KIND:
        return {kind.value: (str(kind.label), kind.value) for kind in CaseKind}
    if split == Split.CHANNEL:
        return {channel.value: (str(channel.label), channel.value) for channel in Channel}
    if split == Split.OFFICER:
        people = User.objects.filter(pk__in=[key for key in keys if key])
        return {person.pk: (person.short_name, str(person.pk)) for person in people}
    if split == Split.SERVICE:
        return {service.pk: (service.name, service.code) for service in services()}
    return {office.pk: (office.name, office.slug) for office in offices()}


def _rate(received: QuerySet[Case], wanted: Wanted, total: Sums, lines: dict[Any, Sums]) -> None:
    """Put what the citizens said of the answers, and of the way to them, on the lines."""
    column = f"case__{COLUMN[wanted.split]}"
    said = ("score_sum", "ratings", "way_sum", "ways")
    rows = (
        Rating.objects.filter(case__in=received)
        .order_by()
        .values(column)
        .annotate(
            score_sum=Sum("score"),
            ratings=Count("pk"),
            way_sum=Sum("ease", default=0) + Sum("speed", default=0) + Sum("politeness", default=0),
            ways=Count("ease") + Count("speed") + Count("politeness"),
        )
        .values_list(column, *said)
    )
    for key, *values in rows:
        for sums in (total, lines.setdefault(key, Sums())):
            for name, value in zip(said, values, strict=True):
                setattr(sums, name, getattr(sums, name) + value)


def _volume(received: QuerySet[Case], *, by_weeks: bool) -> list[tuple[date, int]]:
    trunc = TruncWeek if by_weeks else TruncMonth
    rows = (
        received.annotate(start=trunc("received_at", tzinfo=ULAANBAATAR))
        .order_by("start")
        .values("start")
        .annotate(count=Count("pk"))
        .values_list("start", "count")
    )
    return [(start.date(), count) for start, count in rows]


def _ages(cases: QuerySet[Case], now: datetime) -> list[tuple[int, int]]:
    """How many open ones are up to so many days old; 0 stands for more than the last."""
    groups = [
        When(received_at__gt=now - timedelta(days=days), then=Value(str(days))) for days in AGES
    ]
    age = Choose(*groups, default=Value("0"), output_field=CharField())
    rows = (
        cases.filter(status__in=sorted(OPEN))
        .annotate(age=age)
        .order_by()
        .values("age")
        .annotate(count=Count("pk"))
        .values_list("age", "count")
    )
    found = dict(rows)
    return [(days, found.get(str(days), 0)) for days in (*AGES, 0)]


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _mean(total: int, count: int) -> float | None:
    return round(total / count, 1) if count else None
