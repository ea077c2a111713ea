"""Passing a case on to the body that is competent for it («харьяаллын дагуу шилжүүлэх»)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.models import Case, CompetentBody, Forwarding
from kholboo.feedback.queries.bodies import forward_due
from kholboo.feedback.rules import CaseStatus, EventKind, Outcome
from kholboo.feedback.services import clockwork
from kholboo.feedback.services.holding import lock, move
from kholboo.feedback.services.timeline import add_event


@dataclass(frozen=True)
class Onward:
    """Where a case goes and with which words: `reason` is for the citizen, `note` for the body.

    `with_sender` sends the name, address and phone along, so that the body can answer.
    """

    body: CompetentBody
    reason: str
    note: str = ""
    with_sender: bool = True


@transaction.atomic
def forward_case(case: Case, onward: Onward, *, actor: User) -> Forwarding:
    """The case leaves our hands: its clock stops, the citizen and the body are told by a job.

    Raises RuleBroken for a case that is no longer open, a retired body or a missing reason.
    """
    case = lock(case)
    now = clock.now()
    if not onward.body.is_active:
        raise RuleBroken(_("This body is no longer in use. Choose another."), field="body")
    reason = onward.reason.strip()
    if not reason:
        raise RuleBroken(_("Tell the citizen why it is not ours."), field="reason")
    move(case, CaseStatus.FORWARDED)
    clockwork.stop(case, now=now)
    case.outcome = Outcome.FORWARDED
    case.save(update_fields=["status", "outcome"])
    due_on = forward_due(case, now=now)
    forwarding = Forwarding.objects.create(
        case=case,
        body=onward.body,
        body_name_mn=onward.body.name_mn,
        body_name_en=onward.body.name_en,
        reason=reason,
        note=onward.note.strip(),
        with_sender=onward.with_sender,
        by=actor,
        at=now,
        due_on=due_on,
        was_late=due_on is not None and clock.local_date(now, case.office.zone) > due_on,
    )
    event = add_event(
        case,
        EventKind.FORWARDED,
        at=now,
        actor=actor,
        text=reason,
        body_mn=onward.body.name_mn,
        body_en=onward.body.name_en,
    )
    audit.record(
        "feedback.case_forwarded",
        case,
        actor=actor,
        body=onward.body.pk,
        with_sender=onward.with_sender,
        was_late=forwarding.was_late,
    )
    schedule("feedback.tell", event_id=event.pk)
    return forwarding
