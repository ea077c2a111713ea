"""Passing a case on to the body that is competent for it («харьяаллын дагуу шилжүүлэх»).

The letter to the body goes by e-mail; where the address book has none, it waits to be printed,
posted and marked as posted.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.models import Case, CompetentBody, Forwarding
from kholboo.feedback.queries.bodies import awaits_post, forward_due
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
    case.save(update_fields=["status", "outcome", "due_on", "due_at"])
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
        is_by_post=not onward.body.email,
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


@transaction.atomic
def mark_posted(case: Case, *, on: date, number: str, actor: User) -> Forwarding:
    """The printed letter left by post on that day under that number; the citizen is told.

    RuleBroken for a case without such a letter, one marked already, and a day that cannot be.
    """
    case = lock(case)
    forwarding = Forwarding.objects.select_for_update(of=("self",)).filter(case=case).first()
    if forwarding is None or not awaits_post(forwarding):
        raise RuleBroken(_("No letter of this case waits to be posted."))
    now = clock.now()
    zone = case.office.zone
    if not clock.local_date(forwarding.at, zone) <= on <= clock.local_date(now, zone):
        raise RuleBroken(
            _("Write a day between the passing on and today."),
            field="on",
        )
    forwarding.posted_on, forwarding.posted_number, forwarding.posted_by = on, number, actor
    forwarding.save(update_fields=["posted_on", "posted_number", "posted_by"])
    event = add_event(
        case,
        EventKind.POSTED,
        at=now,
        actor=actor,
        on=on.isoformat(),
        number=number,
        body_mn=forwarding.body_name_mn,
        body_en=forwarding.body_name_en,
    )
    audit.record(
        "feedback.letter_posted", case, actor=actor, posted_on=on.isoformat(), posted_as=number
    )
    schedule("feedback.tell", event_id=event.pk)
    return forwarding
