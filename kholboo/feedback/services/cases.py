"""What officers do to a case. Each change locks the row, so two officers cannot cross."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.absence import absence_of, hands_of, stood_in_for
from kholboo.agency.models import Post, Service, Unit
from kholboo.agency.queries import office_for
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.feedback.models import Assignment, Case, Closing
from kholboo.feedback.queries.links import is_appeal
from kholboo.feedback.queries.terms import rule_for
from kholboo.feedback.rules import (
    PAUSED,
    UNSORTED,
    Acceptance,
    CaseKind,
    CaseStatus,
    EventKind,
)
from kholboo.feedback.services import clockwork
from kholboo.feedback.services.hearing import hear
from kholboo.feedback.services.holding import lock, move, must_not_be_about
from kholboo.feedback.services.timeline import add_event
from kholboo.feedback.services.triage.deciding import remember_decision
from kholboo.feedback.term import PauseKind
from kholboo.feedback.triage import TriageField


@transaction.atomic
def register_case(case: Case, *, kind: CaseKind, service: Service | None, actor: User) -> Case:
    """Confirm the kind and the service of a received case; office and term follow from them."""
    case = lock(case)
    now = clock.now()
    move(case, CaseStatus.REGISTERED)
    before = {"kind": case.kind, "service": case.service.code if case.service else None}
    case.kind, case.service = kind, service
    if not is_appeal(case):  # which stays with the superior body, whatever it is about
        case.office, case.unit = office_for(service, case.aimag)
    if case.rule is not None:
        day = clock.local_date(case.clock_started_at, case.office.zone)
        case.rule = rule_for(kind, day) or case.rule
    clockwork.recount(case, now=now)
    case.save(
        update_fields=["status", "kind", "service", "office", "unit", "rule", "due_on", "due_at"]
    )
    after = {"kind": str(kind), "service": service.code if service else None}
    remember_decision(case, TriageField.KIND, TriageField.SERVICE, now=now)
    add_event(case, EventKind.REGISTERED, at=now, actor=actor, office=case.office_id)
    audit.record("feedback.case_registered", case, actor=actor, before=before, after=after)
    return case


@transaction.atomic
def assign_case(  # noqa: PLR0913
    case: Case,
    *,
    handler: User,
    unit: Unit | None,
    actor: User,
    tell_after: timedelta | None = None,
    despite_absence: bool = False,
) -> Case:
    """Give the case to an officer of its office. Raises RuleBroken for somebody from elsewhere.

    `tell_after` holds the message to the officer back while the assignment can be undone. Who is
    away gets a case only `despite_absence`; the refusal names their deputy.
    """
    case = lock(case)
    now = clock.now()
    if not _works_in(handler, case, now=now):
        raise RuleBroken(
            _("%(name)s does not work in the office of this case.") % {"name": handler.short_name},
            field="handler",
        )
    if not despite_absence:
        _must_be_there(handler)
    _hand_over(case, handler=handler, unit=unit, actor=actor, now=now, to=CaseStatus.ASSIGNED)
    remember_decision(case, TriageField.UNIT, now=now)
    event = add_event(case, EventKind.ASSIGNED, at=now, actor=actor, handler=handler.short_name)
    audit.record("feedback.case_assigned", case, actor=actor, handler=handler.pk)
    schedule("feedback.tell", at=now + tell_after if tell_after else None, event_id=event.pk)
    return case


@transaction.atomic
def take_case(case: Case, *, actor: User) -> Case:
    """An officer takes up an unassigned case, or begins work on one assigned to them.

    A deputy begins the work of who is away: the case stays in that person's hands, and history
    says who really acted.
    """
    case = lock(case)
    now = clock.now()
    absent = case.handler if case.handler_id in stood_in_for(actor) else None
    if case.handler_id not in (None, *hands_of(actor)) and case.status not in UNSORTED:
        holder = case.handler.short_name if case.handler else ""
        raise RuleBroken(_("%(name)s already has this case.") % {"name": holder})
    if case.status == CaseStatus.IN_WORK:
        return case
    if case.status == CaseStatus.SUSPENDED:
        raise RuleBroken(_("The case is suspended. Resume it first."))
    holder_now = absent or actor
    _hand_over(
        case, handler=holder_now, unit=case.unit, actor=actor, now=now, to=CaseStatus.IN_WORK
    )
    remember_decision(case, TriageField.UNIT, now=now)
    add_event(case, EventKind.TAKEN, at=now, actor=actor, handler=actor.short_name)
    stand_in: dict[str, Any] = {"in_place_of": absent.pk} if absent else {}
    audit.record("feedback.case_taken", case, actor=actor, **stand_in)
    return case


@transaction.atomic
def ask_citizen(case: Case, *, text: str, actor: User) -> Case:
    """Ask the citizen something; the clock goes over to waiting (it stops only if the rule says so)."""
    case = lock(case)
    now = clock.now()
    _must_hold(case, actor)
    move(case, CaseStatus.WAITING)
    clockwork.switch(case, to=PauseKind.WAITING, now=now, reason="question", actor=actor)
    case.save(update_fields=["status", "due_on", "due_at"])
    hear(case, actor)
    event = add_event(case, EventKind.QUESTION, at=now, actor=actor, text=_words(text))
    audit.record("feedback.citizen_asked", case, actor=actor)
    schedule("feedback.tell", event_id=event.pk)
    return case


@transaction.atomic
def add_note(case: Case, *, text: str, actor: User, is_from_call: bool = False) -> Case:
    """A line for colleagues; the citizen never sees it. What a caller said, the officer is told."""
    case = lock(case)
    now = clock.now()
    facts: dict[str, Any] = {"is_from_call": True} if is_from_call else {}
    if is_from_call:
        case.wrote_at = now
        case.save(update_fields=["wrote_at"])
    else:
        hear(case, actor)
    event = add_event(
        case,
        EventKind.NOTE,
        at=now,
        actor=actor,
        is_public=False,
        text=_words(text),
        **facts,
    )
    audit.record("feedback.case_noted", case, actor=actor, **facts)
    if is_from_call:
        schedule("feedback.tell", event_id=event.pk)
    return case


@transaction.atomic
def close_case(
    case: Case,
    *,
    actor: User | None,
    acceptance: Acceptance = Acceptance.SILENT,
    alternatives: str = "",
) -> Case:
    """Put an answered case away; `actor` is None when the time to reopen has passed.

    Whoever did not accept the answer is told what else they can do: `alternatives`, which they
    read in their story.
    """
    case = lock(case)
    now = clock.now()
    move(case, CaseStatus.CLOSED)
    words = alternatives.strip()
    if acceptance == Acceptance.REFUSED and not words:
        raise RuleBroken(
            _("The citizen did not accept the answer: say what else was offered to them."),
            field="alternatives",
        )
    case.save(update_fields=["status"])
    if actor:  # what closes by itself has been seen by nobody
        hear(case, actor)
    Closing.objects.create(
        case=case, round=case.round, acceptance=acceptance, alternatives=words, by=actor, at=now
    )
    add_event(case, EventKind.CLOSED, at=now, actor=actor, text=words)
    audit.record("feedback.case_closed", case, actor=actor, acceptance=str(acceptance))
    return case


def _must_hold(case: Case, actor: User) -> None:
    """Who works on it is its handler, or stands in for them; a head first takes or assigns it."""
    if case.handler_id not in hands_of(actor):
        raise RuleBroken(_("Take this case first: it is not in your hands."))


def _must_be_there(handler: User) -> None:
    away = absence_of(handler)
    if away:
        raise RuleBroken(
            _(
                "%(name)s is away until %(day)s. Their deputy is %(deputy)s: choose the deputy, "
                "or tick “Assign in spite of the absence”."
            )
            % {
                "name": handler.short_name,
                "day": f"{away.until:%Y.%m.%d}",
                "deputy": away.deputy.short_name,
            },
            field="handler",
        )


def _hand_over(  # noqa: PLR0913
    case: Case,
    *,
    handler: User,
    unit: Unit | None,
    actor: User,
    now: datetime,
    to: CaseStatus,
) -> None:
    must_not_be_about(case, handler)
    before = CaseStatus(case.status)
    was_paused = before in PAUSED
    # Giving a standing case to another officer does not set it going.
    move(case, before if was_paused and to == CaseStatus.ASSIGNED else to)
    if was_paused and case.status not in PAUSED:
        clockwork.switch(case, to=None, now=now, reason="taken", actor=actor)
    case.handler, case.unit = handler, unit
    case.save(update_fields=["status", "handler", "unit", "due_on", "due_at"])
    Assignment.objects.create(case=case, handler=handler, unit=unit, by=actor, at=now)


def _works_in(person: User, case: Case, *, now: datetime) -> bool:
    today = clock.local_date(now)
    posts = Post.objects.filter(user=person, office=case.office)
    return person.is_active and any(post.is_held_on(today) for post in posts)


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise RuleBroken(_("Write the text before you send it."), field="text")
    return words
