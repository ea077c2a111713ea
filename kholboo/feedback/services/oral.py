"""Spoken words: written down, read back, confirmed; and answers told aloud."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.feedback.models import Answer, Case, OralAnswer, OralRecord
from kholboo.feedback.petitions import ConfirmedBy, ToldBy, ToldTo
from kholboo.feedback.rules import ORAL, CaseStatus, EventKind
from kholboo.feedback.services.holding import lock
from kholboo.feedback.services.timeline import add_event

ANSWERED = (CaseStatus.ANSWERED, CaseStatus.CLOSED)


def open_record(case: Case) -> OralRecord:
    """A case that is being received by phone or in person waits for its confirmation."""
    return OralRecord.objects.create(case_id=case.pk)


@transaction.atomic
def confirm(
    case: Case, *, by: ConfirmedBy, actor: User | None, is_signed_by_another: bool = False
) -> OralRecord:
    """The citizen said that the words are theirs. `actor` heard or saw it; None for the citizen.

    Safe to repeat: the first confirmation stays. NotFound for a case that was never spoken.
    """
    case = lock(case)
    record = OralRecord.objects.select_for_update(of=("self",)).filter(case=case).first()
    if record is None:
        raise NotFound(_("These words were not written down for anybody."))
    if record.by:
        return record
    now = clock.now()
    record.by, record.at, record.heard_by = by, now, actor
    record.is_signed_by_another = is_signed_by_another and by == ConfirmedBy.PAPER
    record.save(update_fields=["by", "at", "heard_by", "is_signed_by_another"])
    add_event(case, EventKind.CONFIRMED, at=now, actor=actor, by_citizen=actor is None, by=str(by))
    audit.record(
        "feedback.record_confirmed",
        case,
        actor=actor,
        label="" if actor else audit.CITIZEN,
        by=str(by),
    )
    return record


@transaction.atomic
def tell_answer(case: Case, *, by: ToldBy, to: ToldTo, actor: User) -> OralAnswer:
    """The present round's answer was told aloud: when, by whom and to whom. Once a round."""
    case = lock(case)
    if case.channel not in ORAL:
        raise RuleBroken(_("Only an answer to spoken words may be told aloud."))
    answer = Answer.objects.filter(case=case, round=case.round).first()
    if answer is None or case.status not in ANSWERED:
        raise RuleBroken(_("There is no answer to tell yet."))
    first = OralAnswer.objects.filter(answer=answer).first()
    if first:
        return first
    now = clock.now()
    told = OralAnswer.objects.create(answer=answer, by=by, to=to, told_by=actor, at=now)
    add_event(case, EventKind.TOLD, at=now, actor=actor, by=str(by), to=str(to), round=case.round)
    audit.record("feedback.answer_told", case, actor=actor, by=str(by), to=str(to))
    return told
