"""Suspending a case while something outside must happen first, and resuming it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.models import Case
from kholboo.feedback.rules import CaseStatus, EventKind, SuspendedFor
from kholboo.feedback.services import clockwork
from kholboo.feedback.services.holding import lock, move
from kholboo.feedback.services.timeline import add_event
from kholboo.feedback.term import PauseKind


@transaction.atomic
def suspend_case(
    case: Case, *, why: SuspendedFor, text: str, until: date | None, actor: User
) -> Case:
    """Suspend a case that is in somebody's hands; the citizen is told why and what comes next.

    `text` is read by the citizen; `until` is the day the work is expected to go on. Whether
    the term stands still too is a matter of the rule.
    """
    case = lock(case)
    now = clock.now()
    if case.status == CaseStatus.SUSPENDED:
        raise RuleBroken(_("The case is already suspended."))
    move(case, CaseStatus.SUSPENDED)
    if not text.strip():
        raise RuleBroken(_("Tell the citizen why, and what comes next."), field="text")
    if until and until < clock.local_date(now, case.office.zone):
        raise RuleBroken(_("Choose a day that has not passed."), field="until")
    clockwork.switch(case, to=PauseKind.SUSPENDED, now=now, reason=str(why), actor=actor)
    case.save(update_fields=["status", "due_on", "due_at"])
    event = add_event(
        case,
        EventKind.SUSPENDED,
        at=now,
        actor=actor,
        text=text.strip(),
        why=str(why),
        until=until.isoformat() if until else "",
    )
    audit.record("feedback.case_suspended", case, actor=actor, why=str(why))
    schedule("feedback.tell", event_id=event.pk)
    return case


@transaction.atomic
def resume_case(case: Case, *, actor: User) -> Case:
    """The work goes on, and with it the clock; the citizen is told."""
    case = lock(case)
    now = clock.now()
    if case.status != CaseStatus.SUSPENDED:
        raise RuleBroken(_("The case is not suspended."))
    move(case, CaseStatus.IN_WORK)
    clockwork.switch(case, to=None, now=now, reason="resumed", actor=actor)
    case.save(update_fields=["status", "due_on", "due_at"])
    event = add_event(case, EventKind.RESUMED, at=now, actor=actor)
    audit.record("feedback.case_resumed", case, actor=actor)
    schedule("feedback.tell", event_id=event.pk)
    return case
