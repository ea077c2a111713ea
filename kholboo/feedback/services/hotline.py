"""A call to the hotline: it begins, and it becomes exactly one thing.

Each way out locks the call first; a call that has become something already is given back as it
is, so a second press of a button, or the same page in two windows, makes nothing twice.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import override

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock, seal
from kholboo.feedback.contacts import phone_hash
from kholboo.feedback.models import Call, Case
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.queries.hotline.calls import row_of
from kholboo.feedback.rules import Outcome
from kholboo.feedback.services.answers import Decision, answer_case, usual_remedy
from kholboo.feedback.services.cases import add_note, close_case
from kholboo.feedback.services.forwarding import Onward, forward_case
from kholboo.feedback.services.intake import NewCase, receive_case

# No call lasts so long: its window was closed and it was forgotten.
FORGOTTEN = timedelta(hours=8)


@transaction.atomic
def begin_call(*, phone: str, actor: User) -> Call:
    """A call from `phone` (8 digits; empty: the number is hidden or not ours to read).

    The same operator's open call from the same number is taken up again: telephone systems
    repeat themselves, and pages are reloaded.
    """
    now = clock.now()
    digest = phone_hash(phone) if phone else ""
    same = {"operator": actor, "phone_hash": digest, "ended_at__isnull": True}
    before = Call.objects.select_for_update().filter(**same).first()
    if before and before.began_at > now - FORGOTTEN:
        return before
    if before:
        _end(before, CallResult.DROPPED, None, is_forgotten=True)
    call = Call(operator=actor, began_at=now, phone_hash=digest)
    if phone:
        values = {"phone": phone}
        call.sealed = seal.seal(values, data_key=seal.house_key("feedback"), row=row_of(call))
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError:
        # Two knocks of the telephone system at the same moment: the other one won.
        return Call.objects.get(**same)
    audit.record("feedback.call_began", call, actor=actor)
    return call


@transaction.atomic
def keep_case(call: Call, new: NewCase, *, actor: User) -> Call:
    """The caller's words become a case."""
    call = _lock(call)
    if not call.is_open:
        return call
    return _end(call, CallResult.CASE, receive_case(new, actor=actor).case)


@transaction.atomic
def note_on_case(call: Call, case: Case, *, text: str, actor: User) -> Call:
    """What the caller said is written beside a case they already have; its officer is told."""
    call = _lock(call)
    if not call.is_open:
        return call
    return _end(call, CallResult.NOTE, add_note(case, text=text, actor=actor, is_from_call=True))


@transaction.atomic
def explain_call(call: Call, new: NewCase, *, words: str, actor: User) -> Call:
    """Answered while the caller listened: a real case, explained and closed in one transaction."""
    call = _lock(call)
    if not call.is_open:
        return call
    case = receive_case(new, actor=actor).case
    with override(case.language):
        remedy = usual_remedy(case)
    decision = Decision(outcome=Outcome.EXPLAINED, text=words, ground="", remedy=remedy)
    answer_case(case, decision, round=case.round, actor=actor, is_spoken=True)
    return _end(call, CallResult.CONSULTATION, close_case(case, actor=actor))


@transaction.atomic
def transfer_call(call: Call, new: NewCase, onward: Onward, *, actor: User) -> Call:
    """Not ours: written down, and passed on to the competent body at once."""
    call = _lock(call)
    if not call.is_open:
        return call
    case = receive_case(new, actor=actor).case
    forward_case(case, onward, actor=actor)
    return _end(call, CallResult.TRANSFER, case)


@transaction.atomic
def drop_call(call: Call) -> Call:
    """A wrong number, or nobody spoke: the call ends and nothing is written down."""
    call = _lock(call)
    return _end(call, CallResult.DROPPED, None) if call.is_open else call


@transaction.atomic
def end_forgotten_calls() -> int:
    """Calls whose window was closed long ago end as nothing; returns how many there were."""
    since = clock.now() - FORGOTTEN
    calls = Call.objects.select_for_update(skip_locked=True)
    forgotten = calls.filter(ended_at__isnull=True, began_at__lte=since)
    return len([_end(call, CallResult.DROPPED, None, is_forgotten=True) for call in forgotten])


def _lock(call: Call) -> Call:
    return Call.objects.select_for_update().get(pk=call.pk)


def _end(call: Call, became: CallResult, case: Case | None, *, is_forgotten: bool = False) -> Call:
    """The number is forgotten with the call; a forgotten call counts no time."""
    call.ended_at = call.began_at if is_forgotten else clock.now()
    call.became, call.case, call.sealed = became, case, b""
    call.save(update_fields=["ended_at", "became", "case", "sealed"])
    audit.record(
        "feedback.call_ended",
        call,
        actor=None if is_forgotten else call.operator,
        became=str(became),
        case=case.pk if case else None,
    )
    return call
