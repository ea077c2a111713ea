"""What is done to an application beside its steps: declare, take, return, suspend, go on."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices.forms.steps import CompletionForm, ConflictForm, ReasonForm
from kholboo.eservices.queries import desk
from kholboo.eservices.queries.reach import application_for, may_do, step_for
from kholboo.eservices.rights import SUSPEND, WORK
from kholboo.eservices.rules import StepKind
from kholboo.eservices.services import completing, pausing, stepping
from kholboo.eservices.views.page import context_of, read_application
from kholboo.eservices.views.steps import shown


@staff("eservices.do_step")
@require_POST
def declare(request: StaffRequest, application: str, step_id: int) -> HttpResponse:
    """Whoever judges says first whether they have an interest in it."""
    found = application_for(request.user, application, WORK)
    row = step_for(request.user, found, step_id)
    form = ConflictForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        with errors_on(form):
            stepping.declare(
                found,
                has_conflict=given["has_conflict"] == "yes",
                words=given["words"],
                actor=request.user,
            )
    if form.is_valid():
        messages.success(request, _("Your declaration is kept."))
        return redirect("eservices:step", found.number, row.pk)
    return shown(request, desk.story_of(found), row, declaration=form)


@staff("eservices.do_step")
@require_POST
def take(request: StaffRequest, application: str, step_id: int) -> HttpResponse:
    found = application_for(request.user, application, WORK)
    row = step_for(request.user, found, step_id)
    if not may_do(request.user, row) and row.assignee_id is None:
        raise NotFound(_("There is no such step."))
    stepping.take(row, actor=request.user)
    messages.success(request, _("The step is in your hands."))
    return redirect("eservices:step", found.number, row.pk)


@staff("eservices.do_step")
@require_http_methods(["GET", "POST"])
def ask_completion(request: StaffRequest, application: str, step_id: int) -> HttpResponse:
    """Return an application to its applicant: exactly what is ticked can be put right by them."""
    found = read_application(request, application)
    row = step_for(request.user, found, step_id)
    if row.kind != StepKind.CHECK or not may_do(request.user, row):
        raise NotFound(_("There is no such step."))
    story = desk.story_of(found)
    papers = [(one.key, one.words) for one in story.book.documents]
    form = CompletionForm(request.POST or None, questions=desk.questions_of(story), papers=papers)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with errors_on(form):
            completing.ask(
                row,
                fields=given["questions"],
                documents=given["papers"],
                text=given["text"],
                actor=request.user,
            )
        if form.is_valid():
            messages.success(request, _("The applicant is asked. The clock stands still."))
            return redirect("eservices:desk_application", found.number)
    context = {**context_of(story, request.user), "form": form, "step": row}
    return render(
        request, "eservices/desk/completion.html", context, status=422 if form.errors else 200
    )


@staff("eservices.suspend_application")
@require_http_methods(["GET", "POST"])
def suspend(request: StaffRequest, application: str) -> HttpResponse:
    found = application_for(request.user, application, SUSPEND)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            pausing.suspend(found, reason=form.cleaned_data["text"], actor=request.user)
        if form.is_valid():
            messages.success(request, _("The work is suspended. The applicant is told why."))
            return redirect("eservices:desk_application", found.number)
    context = {**context_of(desk.story_of(found), request.user), "form": form}
    return render(
        request, "eservices/desk/suspend.html", context, status=422 if form.errors else 200
    )


@staff("eservices.suspend_application")
@require_POST
def resume(request: StaffRequest, application: str) -> HttpResponse:
    found = application_for(request.user, application, SUSPEND)
    form = forms.Form(request.POST)
    with errors_on(form):
        pausing.resume(found, actor=request.user)
    if form.is_valid():
        messages.success(request, _("The work goes on. The applicant is told."))
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("eservices:desk_application", found.number)
