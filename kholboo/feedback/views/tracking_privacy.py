"""The citizen's own privacy: who looked at their case, and asking to be erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import public
from kholboo.core.edge import errors_on
from kholboo.feedback.forms.privacy import AskAllForm
from kholboo.feedback.models import Case
from kholboo.feedback.queries.erasing import of_same_person, request_of
from kholboo.feedback.queries.looks import SHOWN, looks_at
from kholboo.feedback.rules import CaseStatus, may_move
from kholboo.feedback.services.erasing import ask_erasure, ask_erasure_of_all
from kholboo.feedback.views.tracking_doors import with_case
from kholboo.feedback.views.tracking_page import title_of


@public
@with_case
@require_GET
def looks(request: HttpRequest, case: Case) -> HttpResponse:
    found = looks_at(case)
    context = {
        "case": case,
        "title": title_of(case),
        "looks": found,
        "is_cut": len(found) == SHOWN,
        "zone": case.office.zone,
    }
    return render(request, "feedback/tracking/looks.html", context)


@public
@with_case
@require_http_methods(["GET", "POST"])
def erasure(request: HttpRequest, case: Case) -> HttpResponse:
    """What would be erased and what stays; afterwards, that the request waits for a head."""
    if case.erased_at:
        return redirect("feedback:track_case", case.number)
    asked = request_of(case)
    others = of_same_person(case, knows_account=case.contact.user_id == request.user.pk)
    form = AskAllForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            ask_erasure(case, actor=None)
            if form.cleaned_data["and_others"]:
                ask_erasure_of_all(others, actor=None)
            messages.success(request, _("We have your request. The head of the office decides."))
            return redirect("feedback:track_erasure", case.number)
    context = {
        "case": case,
        "title": title_of(case),
        "form": form,
        "asked": asked,
        "others": others,
        "is_waiting": asked is not None and asked.decided_at is None,
        "may_withdraw": may_move(CaseStatus(case.status), CaseStatus.WITHDRAWN),
        "zone": case.office.zone,
    }
    status = 422 if form.errors else 200
    return render(request, "feedback/tracking/erasure.html", context, status=status)
