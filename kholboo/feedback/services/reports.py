"""Sending a report: its numbers are counted, copied and frozen in one transaction."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Office
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import SentReport
from kholboo.feedback.queries.reports import quarterly, to_contents
from kholboo.feedback.queries.standing import Period


@transaction.atomic
def send_report(period: Period, *, office: Office | None, letter: str, actor: User) -> SentReport:
    """Freeze the report of `office` (None: of all this person reads) as it is counted now.

    Sending the same period again is allowed: a correction is a second report beside the first.
    """
    now = clock.now()
    if period.since > clock.local_date(now):
        raise RuleBroken(_("This period has not begun yet."))
    sent = SentReport.objects.create(
        since=period.since,
        until=period.until,
        cutoff=period.cutoff,
        office=office,
        contents=to_contents(quarterly(actor, period, office=office)),
        sent_by=actor,
        sent_by_name=actor.short_name,
        sent_at=now,
        letter=letter,
    )
    audit.record(
        "feedback.report_sent",
        sent,
        actor=actor,
        since=period.since.isoformat(),
        until=period.until.isoformat(),
        cutoff=period.cutoff.isoformat(),
        office=office.slug if office else None,
    )
    return sent
