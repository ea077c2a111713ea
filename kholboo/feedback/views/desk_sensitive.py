"""Sensitive cases at the desk: the reason for reading one, the mark, and who sent a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.audit import services as audit
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotAllowed
from kholboo.feedback.forms.privacy import ReadingForm
from kholboo.feedback.queries import desk
from kholboo.feedback.queries.sensitive import ask_reason
from kholboo.feedback.rules import CaseKind, ReadingReason
from kholboo.feedback.services import sensitive
from kholboo.feedback.views.desk_case import person_at
from kholboo.feedback.views.kinds import KINDS


@staff("feedback.read_case")
@require_http_methods(["GET", "POST"])
def case_reason(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.closed_case_for(request.user, number)
    form = ReadingForm(request.POST or None, initial={"next": request.GET.get("next", "")[:500]})
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            given = form.cleaned_data
            sensitive.give_reason(
                case,
                reason=ReadingReason(given["reason"]),
                words=given["words"],
                actor=request.user,
            )
            return redirect(_back(given["next"], case.number))
    context = {"case": case, "kind": KINDS[CaseKind(case.kind)], "form": form}
    status = 422 if form.errors else 200
    return render(request, "feedback/desk/reason.html", context, status=status)


def _back(asked: str, number: str) -> str:
    """Where the reader was going, if that is a page of ours; else the case."""
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours and asked.startswith("/") else reverse("feedback:case", args=[number])


@staff("feedback.mark_sensitive")
@require_POST
def mark_case(request: StaffRequest, number: str) -> HttpResponse:
    """Whoever works with cases may mark one; a head takes the mark away, and says first why they
    read the case: or the mark could be taken off and put back around a look.
    """
    case = desk.closed_case_for(request.user, number, "feedback.mark_sensitive")
    is_sensitive = request.POST.get("sensitive") == "1"
    if not is_sensitive and not request.user.has_perm("feedback.unmark_sensitive"):
        raise NotAllowed(_("Only a head may say that a case is not sensitive any more."))
    if not is_sensitive:
        ask_reason(case, request.user)
    sensitive.mark(case, is_sensitive=is_sensitive, actor=request.user)
    said = (
        _("Marked. Who does not handle the case now says why they read it.")
        if is_sensitive
        else _("The case is not marked as sensitive any more.")
    )
    messages.success(request, said)
    return redirect("feedback:case", case.number)


@staff("feedback.read_case")
@require_POST
def reveal_person(request: StaffRequest, number: str) -> HttpResponse:
    """The sender in full, for a list that shows them masked. History keeps who looked."""
    case = desk.case_for(request.user, number)
    audit.record("feedback.person_revealed", case, actor=request.user)
    return render(request, "feedback/desk/parts/person.html", {"person": person_at(case)})
