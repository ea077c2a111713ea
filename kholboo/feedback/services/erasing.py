"""Erasing a person: on their request, decided by a head, or when the time to keep them is over.

The case stays with what the agency must count: number, kind, service, office, channel, dates,
status, outcome, score. Everything the person said, was told and is called goes (`wiping.py`).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.hooks import CaseFact, person_erased
from kholboo.feedback.models import Case, Erasure, ErasureRequest
from kholboo.feedback.queries.erasing import may_grant
from kholboo.feedback.rules import (
    OPEN,
    CaseStatus,
    ErasureBasis,
    EventKind,
    Outcome,
    RequestState,
)
from kholboo.feedback.services import clockwork
from kholboo.feedback.services.holding import lock, locked, move
from kholboo.feedback.services.timeline import add_event
from kholboo.feedback.services.wiping import wipe


@transaction.atomic
def ask_erasure(case: Case, *, actor: User | None) -> ErasureRequest:
    """The person wants to be erased; `actor` is who wrote it down, None for the citizen.

    Asking again while it waits changes nothing. Raises RuleBroken for a case still in work: it
    could not be answered any more.
    """
    case = lock(case)
    waiting = ErasureRequest.objects.filter(case=case, state=RequestState.WAITING).first()
    if waiting:
        return waiting
    _must_be_finished(case)
    now = clock.now()
    request = ErasureRequest.objects.create(case=case, at=now, entered_by=actor)
    add_event(case, EventKind.ERASE_ASKED, at=now, actor=actor, by_citizen=actor is None)
    audit.record("feedback.erasure_asked", case, actor=actor, label="" if actor else audit.CITIZEN)
    return request


@transaction.atomic
def ask_erasure_of_all(cases: Sequence[Case], *, actor: User | None) -> list[Case]:
    """The same for several cases of one person; gives those that are still in work and must wait."""
    waiting = []
    for case in sorted(cases, key=lambda case: case.pk):
        if case.status in OPEN:
            waiting.append(case)
        else:
            ask_erasure(case, actor=actor)
    return waiting


@transaction.atomic
def refuse_erasure(case: Case, *, reason: str, actor: User) -> ErasureRequest:
    """The head says why the data must stay; the citizen reads it in the story of their case."""
    case = lock(case)
    if not reason.strip():
        raise RuleBroken(_("Say why the data must be kept."), field="reason")
    request = _waiting_for(case)
    now = clock.now()
    _decide(request, RequestState.REFUSED, actor=actor, now=now)
    add_event(case, EventKind.ERASE_DENIED, at=now, actor=actor, text=reason.strip())
    audit.record("feedback.erasure_refused", case, actor=actor)
    return request


@transaction.atomic
def grant_erasure(case: Case, *, actor: User) -> Erasure:
    """Erase the person who asked. Doing it twice erases once.

    Raises RuleBroken for a case that was reopened after they asked, and for who wrote the request
    down (four eyes): alone, anybody could be erased who never asked.
    """
    case = locked(case)
    done = Erasure.objects.filter(case=case).first()
    if done:
        return done
    if case.status in OPEN:
        raise RuleBroken(
            _(
                "The case is still open: who is erased cannot be answered. "
                "It is answered or withdrawn first."
            )
        )
    request = _waiting_for(case)
    if not may_grant(request, actor):
        raise RuleBroken(_("You wrote this request down yourself: another head must grant it."))
    now = clock.now()
    _decide(request, RequestState.DONE, actor=actor, now=now)
    return _erase(case, basis=ErasureBasis.REQUEST, by=actor, now=now)


@transaction.atomic
def erase_by_rule(case: Case) -> Erasure | None:
    """The time to keep its person is over. None when it was erased, or reopened, meanwhile."""
    case = locked(case)
    if case.erased_at or case.status in OPEN or case.status == CaseStatus.ANSWERED:
        return None
    now = clock.now()
    waiting = ErasureRequest.objects.filter(case=case, state=RequestState.WAITING)
    waiting.update(state=RequestState.DONE, decided_at=now)
    return _erase(case, basis=ErasureBasis.RULE, by=None, now=now)


@transaction.atomic
def erase_again(case: Case, *, basis: ErasureBasis, by: User | None, at: datetime) -> bool:
    """After a restore: what the ledger's file says was erased is erased again.

    False when it already is. A case that was still open in the backup is put away as withdrawn:
    without its words nobody can answer it.
    """
    case = locked(case)
    if case.erased_at:
        return False
    if case.status in OPEN:
        move(case, CaseStatus.WITHDRAWN)
        clockwork.stop(case, now=clock.now())
        case.outcome = Outcome.WITHDRAWN
        case.save(update_fields=["status", "outcome", "due_on", "due_at"])
    _erase(case, basis=basis, by=by, now=clock.now(), at=at)
    return True


def _erase(
    case: Case,
    *,
    basis: ErasureBasis,
    by: User | None,
    now: datetime,
    at: datetime | None = None,
) -> Erasure:
    """The ledger first (the triggers ask for it), then the words, then the line in the story."""
    if case.status == CaseStatus.ANSWERED:
        move(case, CaseStatus.CLOSED)
    case.erased_at = at or now
    case.save(update_fields=["status", "erased_at"])
    row = Erasure.objects.create(
        case=case, number=case.number, at=case.erased_at, by=by, basis=basis
    )
    wipe(case)
    add_event(case, EventKind.ERASED, at=now, actor=by, basis=str(basis))
    audit.record("feedback.person_erased", case, actor=by, basis=str(basis))
    person_erased.ring(CaseFact(case_id=case.pk, number=case.number))
    schedule("feedback.write_ledger", once="feedback.write-ledger")
    return row


def _must_be_finished(case: Case) -> None:
    if case.status in OPEN:
        raise RuleBroken(
            _(
                "We are still working on this case and need to reach you. "
                "Withdraw it first, or ask when it is answered."
            )
        )


def _waiting_for(case: Case) -> ErasureRequest:
    waiting = (
        ErasureRequest.objects.select_for_update()
        .filter(case=case, state=RequestState.WAITING)
        .first()
    )
    if waiting is None:
        raise RuleBroken(_("Nobody asks for this any more: it was decided meanwhile."))
    return waiting


def _decide(request: ErasureRequest, state: RequestState, *, actor: User, now: datetime) -> None:
    request.state, request.decided_by, request.decided_at = state, actor, now
    request.save(update_fields=["state", "decided_by", "decided_at"])
