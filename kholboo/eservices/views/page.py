"""The page of one application, and its papers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.formats.days import day_short, moment_short
from kholboo.documents.services.serving import serve
from kholboo.eservices.models import Applicant, Application, ApplicationFile, Step
from kholboo.eservices.queries import desk, orders
from kholboo.eservices.queries.counting import counting_of
from kholboo.eservices.queries.desk import Story
from kholboo.eservices.queries.reach import application_for, may_do, meets_applicants
from kholboo.eservices.queries.sentences import sentence_of
from kholboo.eservices.queries.tracking import milestones_of
from kholboo.eservices.queries.written import lines_of
from kholboo.eservices.rights import COUNTER, ERASE, NOTE, SUSPEND
from kholboo.eservices.rules import ApplicationState, StepKind, StepStatus, Via
from kholboo.eservices.views.words import StepLine, look_of_application, name_of, outcome_of

# One line of history for a sitting of reading.
SITTING = timedelta(hours=4)


def read_application(request: StaffRequest, number: str) -> Application:
    """The application for any page that shows what it says; history keeps the look."""
    application = application_for(request.user, number)
    audit.record_view(application, actor=request.user, once_in=SITTING)
    return application


@staff("eservices.read_application")
@require_GET
def application_page(request: StaffRequest, application: str) -> HttpResponse:
    story = desk.story_of(read_application(request, application))
    return render(request, "eservices/desk/application.html", context_of(story, request.user))


@staff("eservices.read_application")
@require_GET
def paper(request: StaffRequest, application: str, paper: UUID) -> HttpResponseBase:
    found = read_application(request, application)
    find = desk.file_of if meets_applicants(request.user) else orders.file_of_order
    return serve(find(found, paper), request=request)


def context_of(story: Story, user: User) -> dict[str, Any]:
    """What every page of an application shows, whatever step stands open in it."""
    whole, is_order = story, not meets_applicants(user)
    story = orders.order_in(story) if is_order else story
    applicant = None if is_order else story.application.applicant
    application = story.application
    zone = application.office.zone
    lines = [step_line(story, step) for step in story.steps if step.kind != StepKind.CALL]
    waiting = [line for line in lines if line.is_waiting]
    return {
        "application": application,
        "procedure": application.version.procedure,
        "version": application.version,
        "look": look_of_application(application),
        "zone": zone,
        "today": clock.local_date(clock.now(), zone),
        "started": clock.local_date(application.submitted_at, zone),
        "is_order": is_order,
        "sections": orders.lines_of_order(whole) if is_order else desk.answers_of(story),
        "papers": [(row, _paper(story, row)) for row in story.files],
        "milestones": milestones_of(
            application, whole.book, whole.steps, has_certificate=whole.certificate is not None
        ),
        "waiting": waiting,
        "mine": [line for line in waiting if may_do(user, line.step) and _is_to_do(story)],
        "steps": [line for line in lines if not line.is_waiting],
        "written": _written(story, lines, applicant),
        "lines": [(event, sentence_of(event, story.book)) for event in story.events[::-1]],
        "measurements": story.measurements,
        "photos": story.photos,
        "completions": story.completions,
        "decision": story.decision,
        "certificate": story.certificate,
        "counting": counting_of(application, story.pauses, now=clock.now()),
        "facts": _facts(story),
        "person": _person(story),
        "may_suspend": user.has_perm(SUSPEND) and _may_suspend(application),
        "is_paper": application.via == Via.COUNTER and user.has_perm(COUNTER),
        "fee": desk.fee_waiting(story),
        "may_note": user.has_perm(NOTE) and not application.erased_at,
        "may_erase": user.has_perm(ERASE) and not application.is_open and not application.erased_at,
        "may_resume": user.has_perm(SUSPEND) and application.state == ApplicationState.SUSPENDED,
    }


def step_line(story: Story, step: Step) -> StepLine:
    step.application = story.application
    return StepLine(
        step=step,
        title=name_of(story, step),
        role=str(Role(step.role).label) if step.role in Role.values else "",
        outcome=outcome_of(story, step),
        is_waiting=step.status == StepStatus.WAITING,
        is_cancelled=step.status == StepStatus.CANCELLED,
        href=reverse("eservices:step", args=[story.application.number, step.pk]),
    )


def _written(
    story: Story, lines: list[StepLine], applicant: Applicant | None
) -> list[tuple[StepLine, list[tuple[str, str]]]]:
    """What was written down at steps, of each with something; sealed things for whom meets people."""
    language = get_language() or "mn"
    found = []
    for line in lines:
        rule = story.rule(line.step)
        if rule is not None and rule.fields and line.step.status == StepStatus.DONE:
            found.append((line, lines_of(line.step, rule, language, applicant)))
    return [(line, rows) for line, rows in found if rows]


def _is_to_do(story: Story) -> bool:
    return story.application.state == ApplicationState.IN_WORK


def _may_suspend(application: Application) -> bool:
    return application.state == ApplicationState.IN_WORK


def _paper(story: Story, row: ApplicationFile) -> str:
    titles = {one.key: one.words for one in story.book.documents}
    return titles.get(row.kind, row.kind)


def _facts(story: Story) -> list[tuple[str, object]]:
    application = story.application
    facts: list[tuple[str, object]] = [
        (_("Service"), application.version.procedure.name),
        (_("Version of the procedure"), application.version.number),
        (_("Office"), application.office.name),
        (_("Received"), moment_short(application.submitted_at, application.office.zone)),
        (_("How it came"), application.get_via_display()),
    ]
    if application.due_on:
        facts.append((_("Due date"), day_short(application.due_on)))
    return facts


def _person(story: Story) -> list[tuple[str, object]]:
    who = story.who
    pairs = [
        (_("Applicant"), who.name),
        (_("Register number"), who.register),
        (_("Representative"), who.representative),
        (_("Phone"), who.phone),
        (_("E-mail"), who.email),
        (_("Address"), who.address),
    ]
    return [(name, words) for name, words in pairs if words]
