"""Stopping the clock of a held application, and counting its days anew when it goes on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.eservices.models import Application, Pause, Step, StepTimer
from kholboo.eservices.rules import ApplicationState, EventKind, PauseKind
from kholboo.eservices.services.carrying import term_of, term_of_step, term_of_timer
from kholboo.eservices.services.holding import Held, hold, must_be_free, must_go_on
from kholboo.eservices.services.story import add_event
from kholboo.eservices.term import ONE_DAY, Stretch


def stop(held: Held, kind: PauseKind, *, reason: str, actor: User | None) -> None:
    application = held.application
    state = ApplicationState.WAITING if kind == PauseKind.COMPLETION else ApplicationState.SUSPENDED
    Pause.objects.create(
        application=application, kind=kind, reason=reason, actor=actor, started_at=held.now
    )
    application.state = state
    application.save(update_fields=["state"])


def go_on(held: Held) -> None:
    """End the pause and move every day that was still to come: of the whole, steps and timers."""
    application = held.application
    Pause.objects.filter(application=application, ended_at__isnull=True).update(ended_at=held.now)
    application.state = ApplicationState.IN_WORK
    application.save(update_fields=["state"])
    count_anew(held)


def count_anew(held: Held) -> None:
    """Every day that is still to come, by the calendar and the pauses as they are now."""
    application = held.application
    rows = Pause.objects.filter(application=application)
    pauses = [Stretch(row.started_at, row.ended_at) for row in rows]
    application.due_on = held.due(term_of(held), started=application.submitted_at, pauses=pauses)
    application.save(update_fields=["due_on"])
    waiting = held.waiting
    for step in waiting:
        step.due_on = _due(held, step, pauses)
    Step.objects.bulk_update(waiting, ["due_on"])
    for timer in StepTimer.objects.filter(step__in=waiting, fired_at__isnull=True):
        _move(held, timer, next(s for s in waiting if s.pk == timer.step_id), pauses)


def _due(held: Held, step: Step, pauses: list[Stretch]) -> date | None:
    term = term_of_step(held, step)
    return held.due(term, started=step.opened_at, pauses=pauses) if term else step.due_on


def _move(held: Held, timer: StepTimer, step: Step, pauses: list[Stretch]) -> None:
    term, since = term_of_timer(held, timer, step)
    timer.fires_on = held.due(term, started=since, pauses=pauses) + ONE_DAY
    timer.save(update_fields=["fires_on"])


@transaction.atomic
def suspend(application: Application, *, reason: str, actor: User) -> Application:
    """A head lets the work stand still, with a reason the applicant reads; the clock stops."""
    held = hold(application.pk)
    must_go_on(held)
    must_be_free(held, actor)
    words = reason.strip()
    if not words:
        raise RuleBroken(_("Say why the work is suspended."), field="text")
    stop(held, PauseKind.SUSPENSION, reason=words, actor=actor)
    add_event(held.application, EventKind.SUSPENDED, at=held.now, actor=actor, text=words)
    audit.record("eservices.suspended", held.application, actor=actor)
    return held.application


@transaction.atomic
def resume(application: Application, *, actor: User) -> Application:
    held = hold(application.pk)
    if held.application.state != ApplicationState.SUSPENDED:
        raise RuleBroken(_("The application is not suspended."))
    must_be_free(held, actor)
    go_on(held)
    add_event(held.application, EventKind.RESUMED, at=held.now, actor=actor)
    audit.record("eservices.resumed", held.application, actor=actor)
    return held.application
