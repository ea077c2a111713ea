"""What applicants see of their application: how far it is, who must act, until when, and why not yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.services.numbering import parse_number
from kholboo.core import planned
from kholboo.core.errors import NotFound
from kholboo.eservices.book import Book
from kholboo.eservices.models import (
    Application,
    Completion,
    Decision,
    Event,
    Invoiced,
    Pause,
    Step,
)
from kholboo.eservices.queries.bundles import read_of
from kholboo.eservices.queries.sentences import sentence_of
from kholboo.eservices.rules import ApplicationState, Outcome, StepKind, StepStatus
from kholboo.registers.models import Certificate

DONE, NOW, LATER = "done", "now", "later"
# The first and the last stand for what no step of the drawing does.
RECEIVED, PAID, CERTIFICATE = "received", "paid", "certificate"


@dataclass(frozen=True)
class Milestone:
    """`state` is done, now, or later; `acts` says who must act now."""

    key: str
    title: str
    state: str
    due_on: date | None = None
    acts: str = ""


@dataclass(frozen=True)
class Line:
    at: datetime
    title: str
    text: str = ""
    by_applicant: bool = False


@dataclass(frozen=True)
class Progress:
    milestones: list[Milestone]
    acts: str
    is_mine: bool
    due_on: date | None
    pauses: list[Pause]
    completion: Completion | None
    answered: list[Completion]
    invoice_address: str
    amount: int
    decision: Decision | None
    certificate: Certificate | None
    lines: list[Line] = field(default_factory=list)


def mine(user: User) -> QuerySet[Application]:
    """One's own, and those of organisations one speaks for by a confirmed word; newest first.

    Who spoke for an organisation and does so no more sees nothing of it, also not what they sent.
    """
    speaks_for = user.memberships.filter(until=None, confirmed_at__isnull=False)
    # Asked first: with the list at hand both halves are found by their indexes, and not with a
    # look at every application there is.
    organisations = list(speaks_for.values_list("organisation_id", flat=True))
    return (
        Application.objects.filter(
            Q(user=user, organisation__isnull=True) | Q(organisation__in=organisations)
        )
        .select_related("version__procedure", "office")
        .defer("version__files", "version__compiled")
        .order_by("-submitted_at", "-pk")
    )


@planned.reading()
def application_for(user: User, number: str) -> Application:
    found = (
        mine(user)
        .select_related("applicant", "organisation", "version__procedure__service", "decision")
        .filter(number=parse_number(number) or "")
        .first()
    )
    if found is None:
        raise NotFound(gettext_lazy("You have no such application."), application=number)
    return found


def open_completion(application: Application) -> Completion | None:
    """What the applicant is asked to put right, if anything is."""
    return Completion.objects.filter(application=application, answered_at__isnull=True).first()


@planned.reading()
def progress_of(application: Application) -> Progress:
    """Everything the applicant's page shows, in a fixed number of queries."""
    book = read_of(application).book
    steps = list(Step.objects.filter(application=application))
    waiting = [step for step in steps if step.status == StepStatus.WAITING]
    asked = list(Completion.objects.filter(application=application))
    completion = next((one for one in asked if one.answered_at is None), None)
    invoiced = _invoiced(waiting)
    certificate = Certificate.objects.filter(key=application.key).first()
    is_mine = completion is not None or invoiced is not None
    return Progress(
        milestones=milestones_of(application, book, steps, has_certificate=certificate is not None),
        acts=_acts(application, waiting, completion),
        is_mine=is_mine,
        due_on=application.due_on,
        pauses=list(Pause.objects.filter(application=application)),
        completion=completion,
        answered=[one for one in asked if one.answered_at is not None],
        invoice_address=invoiced.address if invoiced else "",
        amount=invoiced.amount if invoiced else 0,
        decision=getattr(application, "decision", None),
        certificate=certificate,
        lines=lines_of(application, book),
    )


def milestones_of(
    application: Application, book: Book, steps: Iterable[Step], *, has_certificate: bool
) -> list[Milestone]:
    """Done is what was done and waits no more; of the rest the first that waits is now."""
    waiting: dict[str, list[Step]] = {}
    done: set[str] = {RECEIVED}
    if has_certificate:
        done.add(CERTIFICATE)
    for step in steps:
        key = milestone_of(book, step)
        if step.status == StepStatus.WAITING:
            waiting.setdefault(key, []).append(step)
        elif step.status == StepStatus.DONE:
            done.add(key)
    found = []
    for one in book.milestones:
        mine_now = waiting.get(one.key, []) if application.is_open else []
        state = NOW if mine_now else DONE if one.key in done else LATER
        due = min((step.due_on for step in mine_now if step.due_on), default=None)
        acts = _who(mine_now) if mine_now else ""
        found.append(Milestone(one.key, one.words, state, due, acts))
    return found


def milestone_of(book: Book, step: Step) -> str:
    if step.kind in (StepKind.PAYMENT, StepKind.CALL):
        return PAID
    rule = book.steps.get(step.node)
    return rule.milestone if rule else ""


def lines_of(application: Application, book: Book) -> list[Line]:
    events = Event.objects.filter(application=application, is_public=True)
    return [
        Line(event.at, sentence_of(event, book), event.text, event.by_applicant) for event in events
    ]


def _invoiced(waiting: list[Step]) -> Invoiced | None:
    to_pay = [step.pk for step in waiting if step.kind == StepKind.PAYMENT]
    return Invoiced.objects.filter(step__in=to_pay).first() if to_pay else None


def _acts(application: Application, waiting: list[Step], completion: Completion | None) -> str:
    if application.state == ApplicationState.ENDED:
        return str(Outcome(application.outcome).label)
    if completion is not None:
        return _("You: please complete the papers.")
    if application.state == ApplicationState.SUSPENDED:
        return _("Nobody now: the work is suspended.")
    return _who(waiting)


def _who(waiting: list[Step]) -> str:
    if any(step.kind == StepKind.PAYMENT for step in waiting):
        return _("You: please pay the fee.")
    named = dict.fromkeys(_role(step) for step in waiting if step.role)
    return ", ".join(named)


def _role(step: Step) -> str:
    return str(Role(step.role).label) if step.role in Role.values else _("you, the applicant")
