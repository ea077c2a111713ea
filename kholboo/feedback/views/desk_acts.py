"""What an officer does to a case: each action is an address of its own.

GET shows the form (htmx asks for the panel alone), POST does it and leads back to the case.
A refusal shows the same form with its reason; nothing typed is lost.
"""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.feedback.actions import NEEDS, Act
from kholboo.feedback.forms.desk import AssignForm, NoteForm, QuestionForm, RegisterForm
from kholboo.feedback.forms.inquiry import CloseForm
from kholboo.feedback.models import Case
from kholboo.feedback.queries import desk, subjects
from kholboo.feedback.rules import Acceptance, CaseKind
from kholboo.feedback.services import cases
from kholboo.feedback.triage import TriageField
from kholboo.feedback.views.desk_case import case_shown
from kholboo.feedback.views.desk_help import help_for
from kholboo.feedback.views.desk_words import door_of
from kholboo.feedback.views.keeping import Kept, kept_for

Do = Callable[[forms.Form], object]
# Panels in which one writes sentences.
WRITTEN = {
    Act.ASK,
    Act.NOTE,
    Act.SUSPEND,
    Act.EXTEND,
    Act.FORWARD,
    Act.CLOSE,
    Act.ASSESS,
    Act.INVESTIGATE,
    Act.MEASURE,
}


@staff("feedback.register_case")
@require_http_methods(["GET", "POST"])
def register_case(request: StaffRequest, number: str) -> HttpResponse:
    """Confirm kind and service. The case may move to an office this person does not see."""
    case = desk.case_for(request.user, number, NEEDS[Act.REGISTER])
    help = help_for(case, TriageField.KIND, TriageField.SERVICE)
    form = RegisterForm(request.POST or None, initial=help.initial)

    def register(form: forms.Form) -> object:
        given = form.cleaned_data
        return cases.register_case(
            case, kind=CaseKind(given["kind"]), service=given["service"], actor=request.user
        )

    return acted(request, case, Act.REGISTER, form, register, said=_("Registered."), help=help)


@staff("feedback.assign_case")
@require_http_methods(["GET", "POST"])
def assign_case(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.ASSIGN])
    people = subjects.without_subjects(case, desk.assignable_in(case.office))
    form = AssignForm(request.POST or None, people=people)

    def assign(form: forms.Form) -> object:
        handler = form.chosen  # type: ignore[attr-defined]
        unit = desk.unit_of(handler, case.office) or case.unit
        return cases.assign_case(
            case,
            handler=handler,
            unit=unit,
            actor=request.user,
            despite_absence=form.cleaned_data["despite_absence"],
        )

    # A suggestion speaks of the head office's units; elsewhere the case has gone to its office.
    help = help_for(case, *([TriageField.UNIT] if case.office.is_head else []))
    said = _("The officer has the case.")
    return acted(request, case, Act.ASSIGN, form, assign, said=said, help=help)


@staff("feedback.take_case")
@require_http_methods(["GET", "POST"])
def take_case(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.TAKE])
    form = forms.Form(request.POST if request.method == "POST" else None)
    return acted(
        request,
        case,
        Act.TAKE,
        form,
        lambda form: cases.take_case(case, actor=request.user),
        said=_("The case is in your hands."),
    )


@staff("feedback.answer_case")
@require_http_methods(["GET", "POST"])
def ask_citizen(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.ASK])
    return acted(
        request,
        case,
        Act.ASK,
        QuestionForm(request.POST or None),
        lambda form: cases.ask_citizen(case, text=form.cleaned_data["text"], actor=request.user),
        said=_("The question is on its way to the citizen."),
    )


@staff("feedback.note_case")
@require_http_methods(["GET", "POST"])
def note_case(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.NOTE])
    return acted(
        request,
        case,
        Act.NOTE,
        NoteForm(request.POST or None),
        lambda form: cases.add_note(case, text=form.cleaned_data["text"], actor=request.user),
        said=_("The note is kept."),
    )


@staff("feedback.answer_case")
@require_http_methods(["GET", "POST"])
def close_case(request: StaffRequest, number: str) -> HttpResponse:
    """With what the citizen said about the answer, and what else was offered to them."""
    case = desk.case_for(request.user, number, NEEDS[Act.CLOSE])
    form = CloseForm(request.POST if request.method == "POST" else None)

    def close(form: forms.Form) -> object:
        return cases.close_case(
            case,
            actor=request.user,
            acceptance=Acceptance(form.cleaned_data["acceptance"] or Acceptance.SILENT),
            alternatives=form.cleaned_data["alternatives"],
        )

    return acted(request, case, Act.CLOSE, form, close, said=_("Closed."))


def acted(  # noqa: PLR0913  # one shape for every action
    request: StaffRequest,
    case: Case,
    act: Act,
    form: forms.Form,
    do: Do,
    *,
    said: str,
    **more: object,
) -> HttpResponse:
    """Show the form of an action, or do it and lead back to the case. `more` is for its panel."""
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            do(form)
        if form.is_valid():
            return _back_to(request, case, said)
    if request.method == "GET" and request.htmx:
        return panel(request, case, act, form, **more)
    status = 422 if form.errors else 200
    more["kept"] = words_kept(request, case, act)
    return case_shown(
        request, case, act=act, form=form, door=door_of(act, case.status), status=status, **more
    )


def panel(
    request: StaffRequest, case: Case, act: Act, form: forms.Form, **more: object
) -> HttpResponse:
    """The panel alone, for htmx to put into the case page that is open already."""
    context = {
        "case": case,
        "act": act,
        "form": form,
        "door": door_of(act, case.status),
        "kept": words_kept(request, case, act),
        **more,
    }
    response = render(request, "feedback/desk/parts/panel.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def words_kept(request: StaffRequest, case: Case, act: Act) -> Kept | None:
    """Where the browser keeps what is written in a panel; a choice alone is not worth keeping."""
    return kept_for(request.user, act, case.number, case.round) if act in WRITTEN else None


def _back_to(request: StaffRequest, case: Case, said: str) -> HttpResponse:
    try:
        desk.closed_case_for(request.user, case.number)
    except NotFound:
        messages.success(
            request,
            _("%(said)s Another office has case %(number)s now.")
            % {"said": said, "number": case.number},
        )
        return redirect("feedback:inbox")
    messages.success(request, said)
    return redirect("feedback:case", case.number)
