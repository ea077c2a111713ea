"""ISO 10002 on the page of a case: assess, investigate, order a measure and prove it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.errors import RuleBroken
from kholboo.feedback.actions import NEEDS, Act
from kholboo.feedback.forms.inquiry import AssessForm, InvestigateForm, MeasureForm
from kholboo.feedback.queries import desk, subjects
from kholboo.feedback.rules import MAX_TEXT, Cause, MeasureKind
from kholboo.feedback.services import inquiry
from kholboo.feedback.views.desk_acts import acted


@staff("feedback.assess_case")
@require_http_methods(["GET", "POST"])
def assess(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.ASSESS])
    form = AssessForm(request.POST if request.method == "POST" else None)
    return acted(
        request,
        case,
        Act.ASSESS,
        form,
        lambda _form: inquiry.assess_case(case, form.judgement, actor=request.user),
        said=_("The assessment is kept."),
    )


@staff("feedback.investigate_case")
@require_http_methods(["GET", "POST"])
def investigate(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.INVESTIGATE])
    form = InvestigateForm(request.POST if request.method == "POST" else None)

    def keep(form: forms.Form) -> object:
        given = form.cleaned_data
        return inquiry.investigate_case(
            case,
            findings=given["findings"],
            sources=given["sources"],
            cause=Cause(given["cause"]),
            actor=request.user,
        )

    return acted(request, case, Act.INVESTIGATE, form, keep, said=_("The findings are kept."))


@staff("feedback.investigate_case")
@require_http_methods(["GET", "POST"])
def order_measure(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.MEASURE])
    people = subjects.without_subjects(case, subjects.nameable(case))
    form = MeasureForm(request.POST if request.method == "POST" else None, people=people)

    def order(_form: forms.Form) -> object:
        given = form.cleaned_data
        return inquiry.order_measure(
            case,
            kind=MeasureKind(given["kind"]),
            what=given["what"],
            responsible=form.chosen,
            due_on=given["due_on"],
            actor=request.user,
        )

    return acted(request, case, Act.MEASURE, form, order, said=_("The measure is ordered."))


@staff("feedback.investigate_case")
@require_POST
def finish_measure(request: StaffRequest, number: str, measure: int) -> HttpResponse:
    """Only an empty proof is refused, so nothing typed is ever lost."""
    case = desk.case_for(request.user, number, NEEDS[Act.MEASURE])
    proof = request.POST.get("proof", "").replace("\x00", "")[:MAX_TEXT]
    try:
        inquiry.finish_measure(case, measure, proof=proof, actor=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The measure is done."))
    return redirect("feedback:case", case.number)
