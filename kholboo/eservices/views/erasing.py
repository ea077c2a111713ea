"""Requests of applicants to be erased, at the desk of heads: the list, and one decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, ask_factor, has_fresh_factor, staff
from kholboo.core.edge import errors_on
from kholboo.eservices.forms.privacy import AskErasureForm, RefuseErasureForm
from kholboo.eservices.models import Application
from kholboo.eservices.queries.erasing import (
    may_grant,
    request_of,
    waiting_for,
    who_may_grant,
)
from kholboo.eservices.queries.reach import application_for
from kholboo.eservices.rights import ERASE
from kholboo.eservices.services import erasing


@staff("eservices.erase_applicant")
@require_GET
def erasures(request: StaffRequest) -> HttpResponse:
    return render(request, "eservices/desk/erasures.html", {"requests": waiting_for(request.user)})


@staff("eservices.erase_applicant")
@require_http_methods(["GET", "POST"])
def application_erasure(request: StaffRequest, application: str) -> HttpResponse:
    """Grant or refuse; without a request, write down that the person asked by letter or phone.

    The page shows nothing of what the application says.
    """
    found = application_for(request.user, application, ERASE)
    act = request.POST.get("act", "")
    # Nothing brings it back: like a decision, not by who finds a desk unattended.
    if act == "grant" and not has_fresh_factor(request):
        return ask_factor(request.path)
    sure = AskErasureForm(request.POST if act in ("grant", "ask") else None)
    refusal = RefuseErasureForm(request.POST if act == "refuse" else None)
    done = _acted(request, found, act, sure, refusal)
    if done:
        messages.success(request, done)
        return redirect("eservices:erasures" if act != "ask" else request.path)
    asked = request_of(found)
    is_waiting = asked is not None and asked.decided_at is None
    is_granter = asked is not None and is_waiting and may_grant(asked, request.user)
    facts = {
        "application": found,
        "asked": asked,
        "is_waiting": is_waiting,
        "may_grant": is_granter,
        "deciders": [] if is_granter else who_may_grant(found, request.user),
        "is_own_name": found.organisation_id is None,
        "sure": sure,
        "refusal": refusal,
        "wrong": sure if sure.errors else refusal,
    }
    status = 422 if sure.errors or refusal.errors else 200
    return render(request, "eservices/desk/erasure.html", facts, status=status)


def _acted(
    request: StaffRequest,
    found: Application,
    act: str,
    sure: AskErasureForm,
    refusal: RefuseErasureForm,
) -> str:
    """Do what was pressed; the sentence that says so, or nothing when a form came back wrong."""
    if act == "grant" and sure.is_valid():
        with errors_on(sure):
            erasing.grant_erasure(found, actor=request.user)
            return _("Erased. The application stays in the statistics.")
    if act == "ask" and sure.is_valid():
        with errors_on(sure):
            erasing.ask_erasure(found, actor=request.user)
            return _("The request is written down. Another head grants it.")
    if act == "refuse" and refusal.is_valid():
        with errors_on(refusal):
            reason = refusal.cleaned_data["reason"]
            erasing.refuse_erasure(found, reason=reason, actor=request.user)
            return _("The applicant reads your reason in the story of the application.")
    return ""
