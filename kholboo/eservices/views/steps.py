"""The page of one step: what it asks for, and doing it. A refusal shows the same page with its reason."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, ask_factor, has_fresh_factor, staff
from kholboo.accounts.models import User
from kholboo.core import seal
from kholboo.core.edge import errors_on
from kholboo.documents.models import Document
from kholboo.documents.services import uploads
from kholboo.eservices.applicants import close, open_up
from kholboo.eservices.book import StepRule, said
from kholboo.eservices.engine.forms.shapes import DAY_PARTS
from kholboo.eservices.forms.own_fields import own_initial
from kholboo.eservices.forms.steps import (
    AssignForm,
    ConflictForm,
    DecideForm,
    LaboratoryForm,
    SamplingForm,
    StepForm,
)
from kholboo.eservices.models import Step
from kholboo.eservices.queries import desk
from kholboo.eservices.queries.desk import Story
from kholboo.eservices.queries.proposing import Proposal, proposal_for
from kholboo.eservices.queries.reach import may_do, step_for
from kholboo.eservices.queries.written import values_of
from kholboo.eservices.rules import ApplicationState, StepKind, StepStatus
from kholboo.eservices.services import deciding, laboratory, stepping
from kholboo.eservices.services.deciding import Verdict
from kholboo.eservices.views.page import context_of, read_application, step_line
from kholboo.ui.widgets import DayField

# What was typed into a step when the second factor was asked for in between.
TYPED, CSRF = "typed_step", "csrfmiddlewaretoken"


class Doing(NamedTuple):
    """The form of a step and what sending it does."""

    form: forms.Form
    do: Callable[[Any, User], object]


class SentBack(NamedTuple):
    """The step that led back here, with what was said there."""

    step: Step
    title: str
    outcome: str
    words: str


@staff("eservices.read_application")
@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, application: str, step_id: int) -> HttpResponse:
    found = read_application(request, application)
    row = step_for(request.user, found, step_id)
    story = desk.story_of(found)
    rule = story.rule(row)
    if rule is None or not _is_open(story, row) or not may_do(request.user, row):
        return _read(request, story, row)
    # A decision always; other steps where the procedure says so.
    asks_step_up = rule.asks_step_up or row.kind == StepKind.DECIDE
    if asks_step_up and not has_fresh_factor(request):
        _keep_typed(request, row)
        return ask_factor(reverse("eservices:step", args=[found.number, row.pk]))
    doing = _doing(request, story, row, rule)
    _give_back_typed(request, row, doing.form)
    if request.method == "POST" and doing.form.is_valid():
        with errors_on(doing.form):
            doing.do(doing.form, request.user)
        if doing.form.is_valid():
            request.session.pop(TYPED, None)
            messages.success(request, _("Done: %(step)s") % {"step": step_line(story, row).title})
            return redirect("eservices:desk_application", found.number)
    return shown(request, story, row, form=doing.form)


def shown(
    request: StaffRequest,
    story: Story,
    row: Step,
    *,
    form: forms.Form | None = None,
    declaration: ConflictForm | None = None,
    **more: object,
) -> HttpResponse:
    """The page of a step that waits for this person."""
    known = desk.declaration_of(story.application, request.user)
    asks = row.kind in stepping.DECLARED and known is None
    wrong = declaration if declaration is not None and declaration.errors else form
    context = {
        **context_of(story, request.user),
        "line": step_line(story, row),
        "step": row,
        "rule": story.rule(row),
        "form": form,
        "asks_declaration": asks,
        # An interest may be found after one said that there is none.
        "may_find_conflict": not asks and not (known is not None and known.has_conflict),
        "has_conflict": known is not None and known.has_conflict,
        "declaration": declaration or ConflictForm(),
        "proposal": _proposal(story, row),
        "mark": _mark(story, row),
        "sent_back": _sent_back(story, row),
        "can_return": row.kind == StepKind.CHECK,
        **more,
    }
    status = 422 if wrong is not None and wrong.errors else 200
    return render(request, "eservices/desk/step.html", context, status=status)


def _read(request: StaffRequest, story: Story, row: Step) -> HttpResponse:
    """A step somebody else does, or that is done: who, when, and what came of it."""
    context = {**context_of(story, request.user), "line": step_line(story, row), "step": row}
    status = 409 if request.method == "POST" else 200
    return render(request, "eservices/desk/step_read.html", context, status=status)


def _is_open(story: Story, row: Step) -> bool:
    return row.status == StepStatus.WAITING and story.application.state == ApplicationState.IN_WORK


def _doing(request: StaffRequest, story: Story, row: Step, rule: StepRule) -> Doing:
    data = request.POST if request.method == "POST" else None
    files = request.FILES if request.method == "POST" else None
    kind = StepKind(row.kind)
    if kind == StepKind.ASSIGN:
        people = desk.experts_for(story.application)
        return Doing(AssignForm(data, people=people, fields=rule.fields), _complete(row))
    if kind == StepKind.SAMPLING:
        return Doing(
            SamplingForm(data, fields=rule.fields),
            lambda form, actor: laboratory.take_samples(
                row, form.samples, note=form.cleaned_data["note"], actor=actor, own=form.own
            ),
        )
    if kind == StepKind.LABORATORY:
        return Doing(LaboratoryForm(data, files, fields=rule.fields), _report(row))
    if kind == StepKind.DECIDE:
        initial = {"remedy": said(story.book.remedy, story.application.language)}
        return Doing(DecideForm(data, rule=rule, initial=initial), _decide(row))
    proposal = _proposal(story, row)
    initial = {"outcome": proposal.outcome} if proposal is not None else {}
    before = desk.visit_before(story, row)
    if before is not None:
        # What was sent back is put right, not written anew.
        initial |= {name: before.result.get(name) for name in ("checked", "outcome", "note")}
        values = values_of(before, rule, story.application.applicant)
        initial |= own_initial(rule.fields, values)
    has_files = kind == StepKind.EXPERT
    form = StepForm(data, files, rule=rule, has_files=has_files, initial=initial)
    return Doing(form, _complete(row, proposal=proposal))


def _keep_typed(request: StaffRequest, row: Step) -> None:
    """Who wrote longer than a proof lasts finds their words after the next one.

    It may tell of the applicant: a session holds it under the applicant's own key.
    """
    if request.method == "POST":
        typed = {name: values for name, values in request.POST.lists() if name != CSRF}
        closed = close(row.application.applicant, _typed_at(row), typed)
        request.session[TYPED] = {"step": row.pk, "typed": b64encode(closed).decode()}


def _give_back_typed(request: StaffRequest, row: Step, form: forms.Form) -> None:
    if not (typed := _kept_typed(request, row)):
        return  # what a step that was sent back had written down stands there already
    for name, field in form.fields.items():
        if isinstance(field, DayField):
            form.initial[name] = [typed.get(name + part, [""])[-1] for part in DAY_PARTS]
        elif values := typed.get(name):
            is_list = isinstance(field, forms.MultipleChoiceField)
            form.initial[name] = values if is_list else values[-1]


def _kept_typed(request: StaffRequest, row: Step) -> dict[str, list[str]]:
    """What `_keep_typed` kept of this step. What an older version of ours kept otherwise, or what
    is closed under a key that is gone, is dropped: it may not bar the way to the step.
    """
    kept = request.session.get(TYPED)
    if kept is None or (isinstance(kept, dict) and kept.get("step") not in (row.pk, None)):
        return {}
    try:
        closed = b64decode(kept["typed"])
        return open_up(row.application.applicant, _typed_at(row), closed)
    except (TypeError, KeyError, ValueError, seal.Unsealable):
        request.session.pop(TYPED)
        return {}


def _typed_at(row: Step) -> str:
    return f"typed:{row.pk}"


def _complete(row: Step, *, proposal: Proposal | None = None) -> Callable[[Any, User], object]:
    def do(form: Any, actor: User) -> object:
        result = form.result
        if proposal is not None:
            result = {**result, "rule": proposal.rule, "proposed": proposal.outcome}
        return stepping.complete(row, actor=actor, result=result, files=_received(form, actor))

    return do


def _report(row: Step) -> Callable[[Any, User], object]:
    return lambda form, actor: laboratory.report(
        row,
        form.values,
        note=form.cleaned_data["note"],
        actor=actor,
        files=_received(form, actor),
        own=form.own,
    )


def _decide(row: Step) -> Callable[[Any, User], object]:
    def do(form: Any, actor: User) -> object:
        given = form.cleaned_data
        verdict = Verdict(given["outcome"], given["ground"], given["remedy"], form.own)
        return deciding.decide_step(row, verdict, actor=actor)

    return do


def _received(form: Any, actor: User) -> list[Document]:
    """Cleaned and stored before the transaction of the step, which only claims them."""
    given = form.cleaned_data.get("photos") or []
    return uploads.receive_uploads(given, actor=actor) if given else []


def _proposal(story: Story, row: Step) -> Proposal | None:
    """What the table says: beside the draft, and beside the decision that follows from it."""
    if row.kind not in (StepKind.DRAFT, StepKind.DECIDE):
        return None
    return proposal_for(story.application, story.read, story.steps)


def _sent_back(story: Story, row: Step) -> SentBack | None:
    """Who sent it back to this step, and why; None on the first visit."""
    sender = desk.sender_back(story, row)
    if sender is None:
        return None
    line = step_line(story, sender)
    words = sender.result.get("note") or sender.result.get("ground") or ""
    return SentBack(sender, line.title, line.outcome, str(words))


def _mark(story: Story, row: Step) -> str:
    return laboratory.mark_of(row, story.steps) if row.kind == StepKind.LABORATORY else ""
