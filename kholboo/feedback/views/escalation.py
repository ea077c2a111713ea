"""The administrator's page of the escalation ladder: its rungs, a new one, ending one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.core.errors import RuleBroken
from kholboo.feedback.forms.escalation import RungForm
from kholboo.feedback.queries.escalation import all_rungs, rung_numbered
from kholboo.feedback.services import escalation


@staff("feedback.change_escalation")
@require_http_methods(["GET", "POST"])
def ladder(request: StaffRequest) -> HttpResponse:
    form = RungForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            escalation.add_rung(form.rung(), actor=request.user)
            messages.success(request, _("The rung stands from its day on."))
            return redirect("feedback:escalation")
    today = clock.local_date(clock.now())
    facts = {
        "form": form,
        "rungs": [(rung, rung.is_valid_on(today)) for rung in all_rungs()],
        "today": today,
    }
    status = 422 if form.errors else 200
    return render(request, "feedback/desk/escalation.html", facts, status=status)


@staff("feedback.change_escalation")
@require_http_methods(["GET", "POST"])
def end_rung(request: StaffRequest, rung_id: int) -> HttpResponse:
    """GET asks, with what nobody would be told any more; POST does it."""
    rung = rung_numbered(rung_id)
    if request.method == "GET":
        return render(request, "feedback/desk/escalation_end.html", {"rung": rung})
    try:
        escalation.end_rung(rung, actor=request.user)
        messages.success(request, _("The rung is ended. What it reported stays."))
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("feedback:escalation")


@staff("feedback.change_escalation")
@require_POST
def begin_rung(request: StaffRequest, rung_id: int) -> HttpResponse:
    escalation.begin_rung(rung_numbered(rung_id), actor=request.user)
    messages.success(request, _("The rung reports again from now on."))
    return redirect("feedback:escalation")
