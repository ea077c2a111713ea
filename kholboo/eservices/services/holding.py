"""Holding an application: its row locked, its steps read, its procedure at hand.

Everything that moves an application goes through here, so two people never cross.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import Membership, User
from kholboo.agency.absence import hands_of
from kholboo.agency.calendar import WorkingCalendar
from kholboo.agency.models import Office
from kholboo.agency.queries import working_calendar
from kholboo.core import clock
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.core.formats.days import moment_short
from kholboo.core.rows import Part, Written
from kholboo.eservices.book import Book, StepRule
from kholboo.eservices.engine.bundle import Bundle
from kholboo.eservices.models import Application, Conflict, ProcedureVersion, Step
from kholboo.eservices.queries.bundles import read
from kholboo.eservices.queries.facts import facts_of
from kholboo.eservices.rules import ApplicationState, StepStatus
from kholboo.eservices.term import LOOK_AHEAD, Stretch, Term, count

# What every move asks first. Of the version only what `read` needs to find what it keeps.
_PARTS: dict[str, Part] = {
    "application": Application,
    "office": Office,
    "version": (ProcedureVersion, ("id", "procedure", "number", "state", "sha256", "is_sample")),
}
_HELD = """
SELECT {application}, {office}, {version} FROM eservices_application AS application
JOIN agency_office AS office ON office.id = application.office_id
JOIN eservices_procedureversion AS version ON version.id = application.version_id
WHERE application.id = %s FOR UPDATE OF application
"""
_LOCK = Written(_HELD, **_PARTS)
_LOCK_IF_FREE = Written(f"{_HELD} SKIP LOCKED", **_PARTS)
_STEPS = Written(
    "SELECT {step} FROM eservices_step AS step WHERE step.application_id = %s ORDER BY step.id",
    step=Step,
)
_SPEAKS_FOR = Written(
    "SELECT {said} FROM accounts_membership AS said"
    " WHERE said.user_id = %s AND said.organisation_id = %s AND said.until IS NULL",
    said=Membership,
)


@dataclass
class Held:
    """A locked application. `steps` are all of its steps, oldest first."""

    application: Application
    steps: list[Step]
    bundle: Bundle
    book: Book
    now: datetime
    _calendar: WorkingCalendar | None = None

    @property
    def waiting(self) -> list[Step]:
        return [step for step in self.steps if step.status == StepStatus.WAITING]

    @property
    def today(self) -> date:
        return clock.local_date(self.now, self.application.office.zone)

    def facts(self, last: dict[str, Any] | None = None) -> dict[str, Any]:
        return facts_of(self.application, self.steps, last)

    def rule(self, step: Step) -> StepRule:
        return self.book.step(step.node)

    def due(self, term: Term, *, started: datetime, pauses: list[Stretch]) -> date:
        """The last day of a term, on the calendar of the application's office."""
        if self._calendar is None or self._calendar.first > started.date() - timedelta(days=1):
            first = started.date() - timedelta(days=1)
            self._calendar = working_calendar(first, self.now.date() + LOOK_AHEAD)
        return count(
            term,
            started=started,
            pauses=pauses,
            is_working=self._calendar.is_working,
            zone=self.application.office.zone,
            now=self.now,
        ).on


def hold(application_id: int, *, skip_locked: bool = False) -> Held:
    """Lock the application and read what moves with it: two queries.

    NotFound when it is not there, or held by somebody else and `skip_locked`.
    """
    question = _LOCK_IF_FREE if skip_locked else _LOCK
    found = question.rows(application_id)
    if not found and not skip_locked:
        # Whoever held it may have moved it to another version: the row we waited for then fits the
        # version no more that this statement had joined to it. A second look finds both.
        found = question.rows(application_id)
    if not found:
        raise NotFound(_("There is no such application."), application=application_id)
    application, application.office, application.version = found[0]
    # People of the steps are read only by a refusal that names one.
    steps = [step for (step,) in _STEPS.rows(application_id)]
    bundle = read(application.version)
    return Held(application, steps, bundle.bundle, bundle.book, clock.now())


def must_be_open(held: Held) -> None:
    if not held.application.is_open:
        words = ApplicationState(held.application.state).label
        raise RuleBroken(
            _("This cannot be done now: the application is “%(state)s”.") % {"state": words}
        )


def must_go_on(held: Held) -> None:
    """Nobody works on what stands still."""
    must_be_open(held)
    if held.application.state != ApplicationState.IN_WORK:
        words = ApplicationState(held.application.state).label
        raise RuleBroken(
            _("Nothing can be done while the application is “%(state)s”.") % {"state": words}
        )


def must_be_free(held: Held, actor: User) -> None:
    """Who declared an interest in an application, or applies in it, moves nothing of it."""
    must_be_anothers(held, actor)
    rows = Conflict.objects.filter(application=held.application, person=actor)
    if rows.filter(has_conflict=True).exists():
        raise RuleBroken(_("You declared a conflict of interest: another person must do this."))


def must_be_anothers(held: Held, actor: User) -> None:
    """Nobody of ours serves themselves, nor an organisation they speak for or say they do."""
    application = held.application
    is_own = application.user_id == actor.pk
    if not is_own and application.organisation_id is not None:
        is_own = bool(_SPEAKS_FOR.rows(actor.pk, application.organisation_id))
    if is_own:
        raise RuleBroken(_("This is your own application: another person must do this."))


def waiting_step(held: Held, step_id: int) -> Step:
    """The step if it still waits; else the refusal says who was quicker, and when."""
    step = next((one for one in held.steps if one.pk == step_id), None)
    if step is None:
        raise NotFound(_("There is no such step."), step=step_id)
    if step.status == StepStatus.WAITING:
        return step
    when = moment_short(step.done_at or held.now, held.application.office.zone)
    if step.status == StepStatus.DONE and step.done_by:
        raise RuleBroken(
            _("%(name)s did this step already, on %(when)s.")
            % {"name": step.done_by.short_name, "when": when}
        )
    raise RuleBroken(_("This step is not needed any more since %(when)s.") % {"when": when})


def must_be_in_hand(step: Step, actor: User) -> None:
    """Who took a step does it, or who stands in for them; others are told who has it."""
    if step.assignee_id is None or step.assignee_id == actor.pk:
        return
    if step.assignee_id not in hands_of(actor) and step.assignee:
        raise RuleBroken(_("%(name)s has this step in hand.") % {"name": step.assignee.short_name})
