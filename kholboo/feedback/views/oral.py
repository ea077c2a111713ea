"""Spoken words at the desk and on the citizen's page: confirm them, print them, tell the answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, public, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.feedback.forms.oral import ConfirmForm, TellForm
from kholboo.feedback.models import Case
from kholboo.feedback.petitions import ConfirmedBy, ToldBy, ToldTo
from kholboo.feedback.queries import desk
from kholboo.feedback.queries.oral import spoken_of
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services import oral
from kholboo.feedback.views.desk_case import case_shown, person_at, read_case
from kholboo.feedback.views.kinds import KINDS
from kholboo.feedback.views.tracking_doors import with_case


@staff("feedback.register_case")
@require_GET
def record(request: StaffRequest, number: str) -> HttpResponse:
    """The words on paper, with a line to sign: for who is here in person."""
    case = read_case(request, number, "feedback.register_case")
    spoken = spoken_of(case)
    if spoken is None:
        raise NotFound(_("These words were not written down for anybody."))
    facts = {
        "case": case,
        "kind": KINDS[CaseKind(case.kind)],
        "person": person_at(case),
        "spoken": spoken,
        "today": clock.local_date(clock.now(), case.office.zone),
        "zone": case.office.zone,
        "may_register": True,
    }
    return render(request, "feedback/oral/record.html", facts)


@staff("feedback.register_case")
@require_http_methods(["GET", "POST"])
def confirm(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, "feedback.register_case")
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with errors_on(form):
            oral.confirm(
                case,
                by=ConfirmedBy(given["by"]),
                actor=request.user,
                is_signed_by_another=given["is_signed_by_another"],
            )
            messages.success(request, _("Kept: the citizen confirmed the words."))
            return redirect("feedback:case", case.number)
    return case_shown(
        request, case, spoken_form=form, confirm_form=form, status=422 if form.errors else 200
    )


@staff("feedback.register_case")
@require_http_methods(["GET", "POST"])
def tell(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, "feedback.register_case")
    form = TellForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by, to = ToldBy(form.cleaned_data["by"]), ToldTo(form.cleaned_data["to"])
        with errors_on(form):
            oral.tell_answer(case, by=by, to=to, actor=request.user)
            messages.success(request, _("Kept: the answer was told."))
            return redirect("feedback:case", case.number)
    return case_shown(
        request, case, spoken_form=form, tell_form=form, status=422 if form.errors else 200
    )


@public
@with_case
@require_POST
def confirm_own(request: HttpRequest, case: Case) -> HttpResponse:
    """The citizen, who came by the link of our message or with the secret, says: that is right."""
    oral.confirm(case, by=ConfirmedBy.LINK, actor=None)
    messages.success(request, _("Thank you. Your words stand as you confirmed them."))
    return redirect("feedback:track_case", case.number)
