"""Where a case stood at an instant in the past: the ground of every report.

A case answered after the cut-off counts as not answered yet, and a reopening after it has not
happened yet. The present round is read from the row itself. Only cases whose present round
began later ask their story and their earlier answers.

Source of the columns built on this: facts.md §3.1, the form of the Cabinet Secretariat.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import (
    BooleanField,
    CharField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models import Case as Choose
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from kholboo.core.clock import ULAANBAATAR
from kholboo.feedback.models import Answer, Case, CaseEvent
from kholboo.feedback.rules import CaseStatus, EventKind

ONE_DAY = timedelta(days=1)


class Standing(TextChoices):
    """Each case stands in exactly one of these at an instant."""

    IN_TIME = "in_time"  # answered within its term, or answered where the law gives none
    LATE = "late"  # answered after its term
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"
    NOT_DUE = "not_due"  # unanswered, the term runs
    OVERDUE = "overdue"  # unanswered, the term has passed
    NO_TERM = "no_term"  # unanswered, and the law gives no term (sent without a name)


ANSWERED = frozenset({Standing.IN_TIME, Standing.LATE})


@dataclass(frozen=True)
class Period:
    """Days of receipt, both included, and the last day whose events count (`cutoff`).

    Days are Ulaanbaatar's, like the agency's year. A cut-off before `until` also ends the
    receipt: what came after it is not in the report.
    """

    since: date
    until: date
    cutoff: date

    @property
    def starts_at(self) -> datetime:
        return _midnight(self.since)

    @property
    def ends_at(self) -> datetime:
        return _midnight(min(self.until, self.cutoff) + ONE_DAY)

    @property
    def as_of(self) -> datetime:
        """The midnight at which the cut-off day ends."""
        return _midnight(self.cutoff + ONE_DAY)


def quarter_of(day: date) -> Period:
    """The calendar quarter `day` is in, with its last day as cut-off."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    following = (first + timedelta(days=95)).replace(day=1)
    last = following - ONE_DAY
    return Period(since=first, until=last, cutoff=last)


def received_in(cases: QuerySet[Case], period: Period) -> QuerySet[Case]:
    return cases.filter(received_at__gte=period.starts_at, received_at__lt=period.ends_at)


def with_standing(cases: QuerySet[Case], at: datetime) -> QuerySet[Case]:
    """The same cases with `standing`: where each stood at `at`. All must be received before it."""
    return cases.annotate(standing=standing(at))


def standing(at: datetime) -> Choose:
    """A `Standing` as an SQL expression over cases."""
    answered = Q(status__in=[CaseStatus.ANSWERED, CaseStatus.CLOSED], answered_at__lt=at)
    return Choose(
        When(clock_started_at__gte=at, then=_in_an_earlier_round(at)),
        When(answered & Q(answered_at__gte=F("due_at")), then=Value(Standing.LATE)),
        When(answered, then=Value(Standing.IN_TIME)),
        _ended(CaseStatus.FORWARDED, Standing.FORWARDED, at),
        _ended(CaseStatus.WITHDRAWN, Standing.WITHDRAWN, at),
        *_running(at),
        default=Value(Standing.OVERDUE),
        output_field=CharField(),
    )


def _ended(status: CaseStatus, then: Standing, at: datetime) -> When:
    """Forwarded and withdrawn are last moves: their one event, of the same name, says when.

    Asked case by case: as `EXISTS`, the planner would read the stories of all cases instead.
    """
    told = CaseEvent.objects.filter(case=OuterRef("pk"), kind=str(status)).order_by("-pk")
    when = Subquery(told.values("at")[:1])
    return When(Q(status=status) & Q(LessThan(when, Value(at))), then=Value(then))


def _running(at: datetime) -> list[When]:
    """Unanswered: by the `due_at` of the row, be it a case or the answer its round got later."""
    return [
        When(due_at__isnull=True, then=Value(Standing.NO_TERM)),
        When(due_at__gt=at, then=Value(Standing.NOT_DUE)),
    ]


def _in_an_earlier_round(at: datetime) -> Choose:
    """The present clock began later: the last line of the story before `at` decides.

    Answered: the newest answer before `at` says whether it was late. Else the round was still
    open, and the answer that ended it says when it was due. Where no answer ended it, the round
    is the present one, and the sender gave their name (and got a term) only later.
    """
    answers = Answer.objects.filter(case=OuterRef("pk"))
    given = answers.filter(at__lt=at).order_by("-round")
    coming = answers.filter(at__gte=at, round__lt=OuterRef("round")).order_by("round")
    last = (
        CaseEvent.objects.filter(
            case=OuterRef("pk"), kind__in=[EventKind.ANSWERED, EventKind.REOPENED], at__lt=at
        )
        .order_by("-pk")
        .annotate(is_answer=ExpressionWrapper(Q(kind=EventKind.ANSWERED), BooleanField()))
        .values("is_answer")
    )
    late = Choose(
        When(was_late=True, then=Value(Standing.LATE)),
        default=Value(Standing.IN_TIME),
        output_field=CharField(),
    )
    running = Choose(*_running(at), default=Value(Standing.OVERDUE), output_field=CharField())
    is_answer = ExpressionWrapper(Subquery(last[:1]), output_field=BooleanField())
    return Choose(
        When(is_answer, then=Subquery(given.annotate(word=late).values("word")[:1])),
        default=Coalesce(
            Subquery(coming.annotate(word=running).values("word")[:1]), Value(Standing.NO_TERM)
        ),
        output_field=CharField(),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ULAANBAATAR)
