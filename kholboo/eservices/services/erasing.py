"""Erasing an applicant: on their request, decided by a head. The application itself stays.

The sibling of `feedback/services/erasing.py` (decision 12); what goes is listed in `wiping.py`.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.eservices.models import Application, Erasure, ErasureRequest
from kholboo.eservices.queries.erasing import may_grant
from kholboo.eservices.rules import EventKind, Outcome, RequestState
from kholboo.eservices.services import moving
from kholboo.eservices.services.holding import Held, hold
from kholboo.eservices.services.story import add_event
from kholboo.eservices.services.wiping import wipe


@transaction.atomic
def ask_erasure(application: Application, *, actor: User | None) -> ErasureRequest:
    """The applicant wants to be erased; `actor` is who wrote it down, None for themselves.

    Asking again while it waits changes nothing. Raises RuleBroken while the application is open:
    nobody could be answered any more.
    """
    held = hold(application.pk)
    waiting = _waiting(held.application).first()
    if waiting is not None:
        return waiting
    if held.application.erased_at:
        raise RuleBroken(_("The personal data is erased already."))
    _must_have_ended(held)
    request = ErasureRequest.objects.create(
        application=held.application, at=held.now, entered_by=actor
    )
    add_event(
        held.application,
        EventKind.ERASE_ASKED,
        at=held.now,
        actor=actor,
        by_applicant=actor is None,
    )
    audit.record(
        "eservices.erasure_asked",
        held.application,
        actor=actor,
        label="" if actor else audit.CITIZEN,
    )
    return request


@transaction.atomic
def refuse_erasure(application: Application, *, reason: str, actor: User) -> ErasureRequest:
    """The head says why the data must stay; the applicant reads it in the story."""
    held = hold(application.pk)
    if not reason.strip():
        raise RuleBroken(_("Say why the data must be kept."), field="reason")
    request = _decided(held, RequestState.REFUSED, actor)
    add_event(
        held.application, EventKind.ERASE_DENIED, at=held.now, actor=actor, text=reason.strip()
    )
    audit.record("eservices.erasure_refused", held.application, actor=actor)
    return request


@transaction.atomic
def grant_erasure(application: Application, *, actor: User) -> Erasure:
    """Erase the person who asked. Doing it twice erases once.

    RuleBroken for who wrote the request down (four eyes): alone, anybody could be erased who never
    asked.
    """
    held = hold(application.pk)
    done = Erasure.objects.filter(application=held.application).first()
    if done is not None:
        return done
    _must_have_ended(held)
    request = _decided(held, RequestState.DONE, actor)
    if not may_grant(request, actor):
        raise RuleBroken(_("You wrote this request down yourself: another head must grant it."))
    return _erase(held, by=actor, at=held.now)


@transaction.atomic
def erase_again(application: Application, *, by: User | None, at: datetime) -> bool:
    """After a restore: what the ledger's file says was erased is erased again; False when it is.

    One that was still open in the backup is put away as withdrawn: nobody can be asked about it.
    """
    held = hold(application.pk)
    if held.application.erased_at:
        return False
    if held.application.is_open:
        moving.cancel_all(held, actor=None)
        moving.end(held, Outcome.WITHDRAWN, actor=None)
    waiting = _waiting(held.application)
    waiting.update(state=RequestState.DONE, decided_at=clock.now(), decided_by=by)
    _erase(held, by=by, at=at)
    return True


def _erase(held: Held, *, by: User | None, at: datetime) -> Erasure:
    """The ledger first (the triggers ask for it), then the words, then the line in the story."""
    application = held.application
    application.erased_at = at
    application.save(update_fields=["erased_at"])
    row = Erasure.objects.create(application=application, number=application.number, at=at, by=by)
    wipe(application)
    add_event(application, EventKind.ERASED, at=held.now, actor=by)
    audit.record("eservices.applicant_erased", application, actor=by)
    schedule("eservices.write_ledger", once="eservices.write-ledger")
    return row


def _must_have_ended(held: Held) -> None:
    if held.application.is_open:
        raise RuleBroken(
            _(
                "We are still working on this application and need to reach you. "
                "Take it back first, or ask when it is decided."
            )
        )


def _waiting(application: Application) -> QuerySet[ErasureRequest]:
    return ErasureRequest.objects.filter(application=application, state=RequestState.WAITING)


def _decided(held: Held, state: RequestState, actor: User) -> ErasureRequest:
    request = _waiting(held.application).select_for_update().first()
    if request is None:
        raise RuleBroken(_("Nobody asks for this any more: it was decided meanwhile."))
    request.state, request.decided_by, request.decided_at = state, actor, held.now
    request.save(update_fields=["state", "decided_by", "decided_at"])
    return request
