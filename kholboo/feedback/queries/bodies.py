"""The address book of other bodies, and how soon a case must be passed on to them."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.core import clock
from kholboo.core.errors import NotFound
from kholboo.feedback.models import Case, CompetentBody, Forwarding, ForwardTerm
from kholboo.feedback.queries.terms import calendar_for
from kholboo.feedback.rules import CaseStatus
from kholboo.feedback.term import DayUnit, Term, count


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
    return Forwarding.objects.select_related("body").filter(case=case).first()
