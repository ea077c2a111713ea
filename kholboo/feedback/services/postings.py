"""Letters on paper to who is told by post: promised with the event, marked when they have left."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, CaseEvent, Posting
from kholboo.feedback.rules import EventKind
from kholboo.feedback.services.holding import lock
from kholboo.feedback.services.timeline import add_event


def promise(event: CaseEvent) -> None:
    """Somebody has to print and post what this event tells. Safe to repeat."""
    Posting.objects.get_or_create(
        event=event, defaults={"case_id": event.case_id, "at": clock.now()}
    )


@transaction.atomic
def mark_posted(case: Case, posting: Posting, *, on: date, actor: User) -> Posting:
    """The letter left on this day; marking it again changes nothing."""
    case = lock(case)
    row = Posting.objects.select_related("event").get(pk=posting.pk, case=case)
    if row.posted_on:
        return row
    now = clock.now()
    zone = case.office.zone
    if not clock.local_date(row.at, zone) <= on <= clock.local_date(now, zone):
        raise RuleBroken(
            _("Choose the day it left: not before it was written, and not after today."), field="on"
        )
    row.posted_on, row.posted_by = on, actor
    row.save(update_fields=["posted_on", "posted_by"])
    add_event(case, EventKind.PAPER_SENT, at=now, actor=actor, on=on.isoformat())
    audit.record("feedback.paper_posted", case, actor=actor, letter=row.pk)
    return row
