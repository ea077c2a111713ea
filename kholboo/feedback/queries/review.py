"""The management review (ISO 10002, 8.8): what came of the cases received in a period.

Every figure speaks of the same cases, those received in the period, wherever they stand now. Eight
questions whatever the period; each begins at the index of receipt or at a small table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from kholboo.accounts.models import User
from kholboo.agency.models import Office, Service
from kholboo.core import clock
from kholboo.feedback.models import (
    Answer,
    Assessment,
    Case,
    CaseEvent,
    CaseLink,
    Investigation,
    Measure,
    Rating,
)
from kholboo.feedback.queries.desk import Reach, reach_of
from kholboo.feedback.rules import OPEN, Cause, EventKind, LinkKind, Outcome, Severity

REVIEW = "feedback.read_review"
A_DAY = timedelta(hours=24)
# What an officer does first; the receipt itself goes out by itself and says nothing about us.
FIRST_ACTS = (EventKind.REGISTERED, EventKind.ASSIGNED, EventKind.TAKEN, EventKind.ANSWERED)
UPHELD = (Outcome.GRANTED, Outcome.PARTLY)
# Satisfaction is shown from so many ratings on: one angry letter is not a mark of an office.
ENOUGH_RATINGS = 3


@dataclass
class Figures:
    """Counts that can be added up. `*_sum` belongs to the count of the same name."""

    received: int = 0
    acknowledged: int = 0
    answered: int = 0
    in_time: int = 0
    late: int = 0
    reopened: int = 0
    appeals: int = 0
    upheld: int = 0
    ratings: int = 0
    score_sum: int = 0
    ways: int = 0
    way_sum: int = 0
    minor: int = 0
    serious: int = 0
    grave: int = 0
    safety: int = 0
    measures_open: int = 0
    measures_late: int = 0
    measures_done: int = 0

    def add(self, more: dict[str, int]) -> None:
        for name, value in more.items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def acknowledged_share(self) -> int | None:
        return share(self.acknowledged, self.received)

    @property
    def in_time_share(self) -> int | None:
        """Of those answered or late; what is not yet due is judged by nobody."""
        return share(self.in_time, self.in_time + self.late)

    @property
    def score(self) -> float | None:
        return mean(self.score_sum, self.ratings)

    @property
    def way(self) -> float | None:
        return mean(self.way_sum, self.ways)


@dataclass(frozen=True)
class Review:
    """Figures of the whole, of each office and of each service; causes, most frequent first."""

    whole: Figures
    offices: list[tuple[Office, Figures]]
    services: list[tuple[Service | None, Figures]]
    causes: list[tuple[Cause, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Cases:
    """The cases of a review, as a condition on them or on rows that hang on them.

    A condition and no subquery: so the planner walks the index of receipt once in each question.
    """

    since: datetime
    until: datetime
    reach: Reach

    def on(self, case: str = "") -> Q:
        """`case` is the way from the rows to their case ("case__")."""
        period = {f"{case}received_at__gte": self.since, f"{case}received_at__lt": self.until}
        if self.reach.is_everywhere:
            return Q(**period)
        offices, units = self.reach.offices, self.reach.units
        places = Q(**{f"{case}office_id__in": offices}) | Q(**{f"{case}unit_id__in": units})
        return Q(places, **period)


def share(part: int, whole: int) -> int | None:
    """Per cent; None of nothing."""
    return round(100 * part / whole) if whole else None


def mean(total: int, count: int) -> float | None:
    return round(total / count, 1) if count >= ENOUGH_RATINGS else None


def review_of(user: User, *, since: datetime, until: datetime, now: datetime) -> Review:
    """The review of what this head or auditor answers for; `until` is the first instant after."""
    cases = Cases(since, until, reach_of(user, REVIEW))
    by_place: dict[tuple[int, int | None], Figures] = {}
    for found in _figures(cases, now=now):
        place = (found.pop("of_office"), found.pop("of_service"))
        by_place.setdefault(place, Figures()).add(found)
    return _sorted(by_place, causes=_causes(cases))


def _figures(cases: Cases, *, now: datetime) -> Iterable[dict[str, Any]]:
    yield from _of_cases(cases, now=now)
    yield from _of_first_acts(cases)
    yield from _of_answers(cases)
    yield from _of_ratings(cases)
    yield from _of_appeals(cases)
    yield from _of_assessments(cases)
    yield from _of_measures(cases, now=now)


def _of_cases(cases: Cases, *, now: datetime) -> Iterable[dict[str, Any]]:
    """What the rows of the cases say by themselves: one walk over the index of receipt."""
    is_overdue = Q(status__in=sorted(OPEN), round=1, due_at__lt=now)
    return _counted(
        Case.objects.filter(cases.on()),
        "",
        received=Count("pk"),
        late=Count("pk", filter=is_overdue),
        reopened=Count("pk", filter=Q(round__gt=1)),
    )


def _of_first_acts(cases: Cases) -> Iterable[dict[str, Any]]:
    in_a_day = Q(at__lte=F("case__received_at") + A_DAY)
    acts = CaseEvent.objects.filter(cases.on("case__"), in_a_day, kind__in=FIRST_ACTS)
    return _counted(acts, acknowledged=Count("case_id", distinct=True))


def _of_answers(cases: Cases) -> Iterable[dict[str, Any]]:
    """The first answer is judged; whoever asked again had one already."""
    return _counted(
        Answer.objects.filter(cases.on("case__"), round=1),
        answered=Count("pk"),
        in_time=Count("pk", filter=Q(was_late=False)),
        late=Count("pk", filter=Q(was_late=True)),
    )


def _of_ratings(cases: Cases) -> Iterable[dict[str, Any]]:
    """The mark of the way is the sum of what was said of it: ease, speed, politeness."""
    return _counted(
        Rating.objects.filter(cases.on("case__")),
        ratings=Count("pk"),
        score_sum=Sum("score"),
        ways=Count("ease") + Count("speed") + Count("politeness"),
        way_sum=Sum("ease", default=0) + Sum("speed", default=0) + Sum("politeness", default=0),
    )


def _of_appeals(cases: Cases) -> Iterable[dict[str, Any]]:
    appeals = CaseLink.objects.filter(cases.on("to_case__"), kind=LinkKind.APPEAL)
    return _counted(
        appeals,
        "to_case__",
        appeals=Count("pk"),
        upheld=Count("pk", filter=Q(from_case__outcome__in=UPHELD)),
    )


def _of_assessments(cases: Cases) -> Iterable[dict[str, Any]]:
    """Only the newest judgement of each case counts."""
    newer = Assessment.objects.filter(case_id=OuterRef("case_id"), pk__gt=OuterRef("pk"))
    return _counted(
        Assessment.objects.filter(cases.on("case__"), ~Q(Exists(newer))),
        **{str(each): Count("pk", filter=Q(severity=each)) for each in Severity},
        safety=Count("pk", filter=Q(is_safety=True)),
    )


def _of_measures(cases: Cases, *, now: datetime) -> Iterable[dict[str, Any]]:
    is_open, is_late = Q(done_at__isnull=True), Q(due_on__lt=clock.local_date(now))
    return _counted(
        Measure.objects.filter(cases.on("case__")),
        measures_open=Count("pk", filter=is_open & ~is_late),
        measures_late=Count("pk", filter=is_open & is_late),
        measures_done=Count("pk", filter=~is_open),
    )


def _causes(cases: Cases) -> list[tuple[Cause, int]]:
    newer = Investigation.objects.filter(case_id=OuterRef("case_id"), pk__gt=OuterRef("pk"))
    rows = (
        Investigation.objects.filter(cases.on("case__"), ~Q(Exists(newer)))
        .order_by()
        .values_list("cause")
        .annotate(count=Count("pk"))
    )
    return sorted(((Cause(cause), count) for cause, count in rows), key=lambda row: -row[1])


def _counted(
    rows: QuerySet[Any], way: str = "case__", /, **counts: Any
) -> Iterable[dict[str, Any]]:
    """What is counted in each office and service; `way` leads from the rows to their case."""
    places = rows.order_by().annotate(
        of_office=F(f"{way}office_id"), of_service=F(f"{way}service_id")
    )
    found: Iterable[dict[str, Any]] = places.values("of_office", "of_service").annotate(**counts)
    return found


def _sorted(
    by_place: dict[tuple[int, int | None], Figures], *, causes: list[tuple[Cause, int]]
) -> Review:
    whole = Figures()
    by_office: dict[int, Figures] = {}
    by_service: dict[int | None, Figures] = {}
    for (office, service), figures in by_place.items():
        found = {each.name: getattr(figures, each.name) for each in fields(figures)}
        for total in (
            whole,
            by_office.setdefault(office, Figures()),
            by_service.setdefault(service, Figures()),
        ):
            total.add(found)
    offices = Office.objects.filter(pk__in=by_office)
    services = Service.objects.filter(pk__in=[key for key in by_service if key])
    of_services: list[tuple[Service | None, Figures]] = [
        (service, by_service[service.pk]) for service in services
    ]
    if None in by_service:
        of_services.append((None, by_service[None]))
    return Review(
        whole=whole,
        offices=[(office, by_office[office.pk]) for office in offices],
        services=of_services,
        causes=causes,
    )
