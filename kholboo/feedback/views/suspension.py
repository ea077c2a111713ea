"""Suspending a case and resuming it: two actions of the case page."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.feedback.actions import NEEDS, Act
from kholboo.feedback.forms.suspension import SuspendForm
from kholboo.feedback.queries import desk
from kholboo.feedback.rules import SuspendedFor
from kholboo.feedback.services import suspension
from kholboo.feedback.views.desk_acts import acted


@staff("feedback.suspend_case")
@require_http_methods(["GET", "POST"])
def suspend_case(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.SUSPEND])

    def suspend(form: forms.Form) -> object:
        given = form.cleaned_data
        return suspension.suspend_case(
            case,
            why=SuspendedFor(given["why"]),
            text=given["text"],
            until=given["until"],
            actor=request.user,
        )

    form = SuspendForm(request.POST or None)
    said = _("The case is suspended. The citizen is told why.")
    return acted(request, case, Act.SUSPEND, form, suspend, said=said)


@staff("feedback.answer_case")
@require_http_methods(["GET", "POST"])
def resume_case(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.RESUME])
    form = forms.Form(request.POST if request.method == "POST" else None)
    return acted(
        request,
        case,
        Act.RESUME,
        form,
        lambda form: suspension.resume_case(case, actor=request.user),
        said=_("The work goes on. The citizen is told."),
    )
