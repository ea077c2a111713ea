"""Requests to be erased at the desk: the list, and the decision on one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, ask_factor, has_fresh_factor, staff
from kholboo.core.edge import errors_on
from kholboo.feedback.forms.privacy import AskErasureForm, RefuseErasureForm
from kholboo.feedback.models import Case
from kholboo.feedback.queries import desk, published
from kholboo.feedback.queries.erasing import (
    ERASE,
    may_grant,
    of_same_person,
    request_of,
    waiting_for,
    who_may_grant,
)
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services import erasing
from kholboo.feedback.views.kinds import KINDS


@staff("feedback.erase_person")
@require_GET
def erasures(request: StaffRequest) -> HttpResponse:
    waiting = waiting_for(request.user)
    return render(request, "feedback/desk/erasures.html", {"waiting": waiting})


@staff("feedback.erase_person")
@require_http_methods(["GET", "POST"])
def case_erasure(request: StaffRequest, number: str) -> HttpResponse:
    """Grant or refuse; without a request, write down that the person asked by letter or phone.

    The page shows nothing of what the case says, so a sensitive one is decided without a reason.
    """
    case = desk.closed_case_for(request.user, number, ERASE)
    act = request.POST.get("act", "")
    # Nothing brings it back: like a decision, not by who finds a desk unattended.
    if act == "grant" and not has_fresh_factor(request):
        return ask_factor(request.path)
    sure = AskErasureForm(request.POST if act in ("grant", "ask") else None)
    refusal = RefuseErasureForm(request.POST if act == "refuse" else None)
    done = _acted(request, case, act, sure, refusal)
    if done:
        messages.success(request, done)
        return redirect("feedback:erasures" if act != "ask" else request.path)
    asked = request_of(case)
    is_waiting = asked is not None and asked.decided_at is None
    is_granter = asked is not None and is_waiting and may_grant(asked, request.user)
    context = {
        "case": case,
        "kind": KINDS[CaseKind(case.kind)],
        "asked": asked,
        "is_waiting": is_waiting,
        "may_grant": is_granter,
        "deciders": [] if is_granter else who_may_grant(case, request.user),
        "others": [
            other
            for other in of_same_person(case, knows_account=True)
            if desk.visible_cases(request.user, ERASE).filter(pk=other.pk).exists()
        ],
        "publication": published.publication_of(case),
        "sure": sure,
        "refusal": refusal,
        "wrong": sure if sure.errors else refusal,
        "zone": case.office.zone,
    }
    status = 422 if sure.errors or refusal.errors else 200
    return render(request, "feedback/desk/erasure.html", context, status=status)


def _acted(
    request: StaffRequest,
    case: Case,
    act: str,
    sure: AskErasureForm,
    refusal: RefuseErasureForm,
) -> str:
    """Do what was pressed; the sentence that says so, or nothing when a form came back wrong."""
    if act == "grant" and sure.is_valid():
        with errors_on(sure):
            erasing.grant_erasure(case, actor=request.user)
            return _("Erased. The case stays in the statistics.")
    if act == "ask" and sure.is_valid():
        with errors_on(sure):
            erasing.ask_erasure(case, actor=request.user)
            return _("The request is written down. Another head grants it.")
    if act == "refuse" and refusal.is_valid():
        with errors_on(refusal):
            reason = refusal.cleaned_data["reason"]
            erasing.refuse_erasure(case, reason=reason, actor=request.user)
            return _("The citizen reads your reason in the story of their case.")
    return ""
