"""Links of a case: making one, taking it back, the same answer for every duplicate."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.feedback.actions import NEEDS, Act
from kholboo.feedback.forms.links import LinkForm
from kholboo.feedback.models import Case
from kholboo.feedback.queries import desk, links
from kholboo.feedback.rules import LinkKind
from kholboo.feedback.services.links import answer_duplicates, link_cases, undo_link
from kholboo.feedback.views.desk_acts import acted


@staff("feedback.link_case")
@require_http_methods(["GET", "POST"])
def link_case(request: StaffRequest, number: str) -> HttpResponse:
    """Both cases must be on one's desk; a strange number is no case at all."""
    case = desk.case_for(request.user, number, NEEDS[Act.LINK])
    form = LinkForm(
        request.POST if request.method == "POST" else None,
        candidates=links.candidates(case, user=request.user),
    )

    def link(form: forms.Form) -> object:
        other = _other(request, form.cleaned_data["number"])
        kind = LinkKind(form.cleaned_data["kind"])
        return link_cases(case, other, kind=kind, actor=request.user)

    return acted(request, case, Act.LINK, form, link, said=_("The cases are linked."))


def _other(request: StaffRequest, number: str) -> Case:
    try:
        return desk.case_for(request.user, number, NEEDS[Act.LINK])
    except NotFound as error:
        raise RuleBroken(error.message, field="number") from error


@staff("feedback.link_case")
@require_POST
def undo(request: StaffRequest, number: str, link: int) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.LINK])
    if link not in {row.key for row in links.links_of(case, user=request.user)}:
        raise NotFound(_("There is no such link."))
    undo_link(case, link, actor=request.user)
    messages.success(request, _("The link is undone."))
    return redirect("feedback:case", case.number)


@staff("feedback.answer_case")
@require_POST
def same_answer(request: StaffRequest, number: str) -> HttpResponse:
    """The answer this case has, for each duplicate that still waits."""
    case = desk.case_for(request.user, number, NEEDS[Act.ANSWER])
    try:
        sent = answer_duplicates(case, actor=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, same_answer_sent(len(sent)))
    return redirect("feedback:case", case.number)


def same_answer_sent(count: int) -> str:
    words = ngettext(
        "%(count)s duplicate got the same answer.",
        "%(count)s duplicates got the same answer.",
        count,
    )
    return words % {"count": count}
