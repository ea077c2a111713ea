"""The address book of other bodies, and how soon a case must be passed on to them."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.feedback.models import Case, CompetentBody, Forwarding, ForwardTerm
from kholboo.feedback.queries.desk import visible_cases
from kholboo.feedback.queries.proofs import body_key_of
from kholboo.feedback.queries.terms import calendar_for
from kholboo.feedback.rules import CaseStatus, EventKind
from kholboo.feedback.term import DayUnit, Term, count
from kholboo.notifications.queries import deliveries_by_keys


def bodies() -> QuerySet[CompetentBody]:
    """Those a case can be passed on to now."""
    return CompetentBody.objects.filter(is_active=True)


def all_bodies() -> QuerySet[CompetentBody]:
    """The whole address book: who is in use first, then who was retired."""
    return CompetentBody.objects.order_by("-is_active", "name_mn", "pk")


def body(body_id: int) -> CompetentBody:
    found = CompetentBody.objects.filter(pk=body_id).first()
    if found is None:
        raise NotFound(_("There is no such body."), body=body_id)
    return found


def forward_terms() -> list[ForwardTerm]:
    """Every dated row, the newest first."""
    return list(ForwardTerm.objects.all())


def forward_term_on(day: date) -> ForwardTerm | None:
    """The row in force on `day`; None before the first one."""
    return ForwardTerm.objects.filter(valid_from__lte=day).order_by("-valid_from").first()


def forward_due(case: Case, *, now: datetime) -> date | None:
    """The last day to pass this case on, counted from its receipt; None where no term is known."""
    term = forward_term_on(clock.local_date(case.received_at, case.office.zone))
    if term is None or term.days is None:
        return None
    return count(
        Term(days=term.days, unit=DayUnit(term.unit)),
        started=case.received_at,
        pauses=[],
        extension=0,
        is_working=calendar_for(case.received_at, now=now).is_working,
        zone=case.office.zone,
        now=now,
    ).on


def forwarding_of(case: Case) -> Forwarding | None:
    """Where the case went; asks nothing for a case that went nowhere."""
    if case.status != CaseStatus.FORWARDED:
        return None
    return Forwarding.objects.select_related("body", "by").filter(case=case).first()


def awaits_post(forwarding: Forwarding | None) -> bool:
    """Whether its letter has still to be printed and posted."""
    return (
        forwarding is not None
        and forwarding.is_by_post
        and forwarding.posted_on is None
        and forwarding.case.erased_at is None
    )


def letters_to_post(user: User) -> QuerySet[Forwarding]:
    """Letters that wait to be printed and posted, of cases this person may pass on; the oldest
    first.
    """
    return (
        Forwarding.objects.filter(
            case__in=visible_cases(user, "feedback.forward_case").values("pk"),
            case__erased_at__isnull=True,
            is_by_post=True,
            posted_on__isnull=True,
        )
        .select_related("case", "case__office", "by")
        .order_by("at", "pk")
    )


def letter_sent_at(case: Case) -> datetime | None:
    """When our e-mail to the body left; None while it is on its way, or where there is none."""
    event = case.events.filter(kind=EventKind.FORWARDED).first()
    rows = deliveries_by_keys([body_key_of(event.pk)]) if event else []
    return next((row.sent_at for row in rows), None)
