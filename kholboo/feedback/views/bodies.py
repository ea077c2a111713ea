"""The address book of other bodies, and the page on which a case is passed on to one."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.core.formats.days import day_long
from kholboo.feedback.actions import NEEDS, Act
from kholboo.feedback.forms.bodies import BodyForm, ForwardForm, ForwardTermForm, words_of
from kholboo.feedback.models import Case, CompetentBody
from kholboo.feedback.queries import bodies as queries
from kholboo.feedback.queries import desk
from kholboo.feedback.services import bodies as keeping
from kholboo.feedback.services.forwarding import forward_case
from kholboo.feedback.views.desk_acts import acted


@staff("feedback.change_bodies")
@require_GET
def all_bodies(request: StaffRequest) -> HttpResponse:
    facts = {"bodies": queries.all_bodies(), "terms": queries.forward_terms()}
    return render(request, "feedback/bodies/all.html", facts)


@staff("feedback.change_bodies")
@require_http_methods(["GET", "POST"])
def add_body(request: StaffRequest) -> HttpResponse:
    form = BodyForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            keeping.add_body(form.words(), actor=request.user)
            messages.success(request, _("The body is in the address book."))
            return redirect("feedback:bodies")
    return _page(request, form)


@staff("feedback.change_bodies")
@require_http_methods(["GET", "POST"])
def change_body(request: StaffRequest, body_id: int) -> HttpResponse:
    body = queries.body(body_id)
    form = BodyForm(request.POST or None, initial=words_of(body))
    if form.is_valid():
        with errors_on(form):
            keeping.change_body(body, form.words(), actor=request.user)
            messages.success(request, _("Saved. Cases passed on before keep the name they had."))
            return redirect("feedback:bodies")
    return _page(request, form, body)


@staff("feedback.change_bodies")
@require_http_methods(["GET", "POST"])
def change_forward_term(request: StaffRequest) -> HttpResponse:
    form = ForwardTermForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            keeping.change_forward_term(form.term(), actor=request.user)
            messages.success(request, _("The term holds from its day."))
            return redirect("feedback:bodies")
    status = 422 if form.errors else 200
    return render(request, "feedback/bodies/term.html", {"form": form}, status=status)


@staff("feedback.forward_case")
@require_http_methods(["GET", "POST"])
def pass_on(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.FORWARD])
    form = ForwardForm(request.POST or None, sentence=_by_when(case))

    def forward(form: forms.Form) -> object:
        onward = form.onward()  # type: ignore[attr-defined]
        return forward_case(case, onward, actor=request.user)

    return acted(
        request, case, Act.FORWARD, form, forward, said=_("It is on its way to the other body.")
    )


def _by_when(case: Case) -> str:
    due = queries.forward_due(case, now=clock.now())
    if due is None:
        return _(
            "How many days the law gives for this is to be confirmed. "
            "Pass it on the day you see that it is not ours."
        )
    return _("Pass it on by %(day)s.") % {"day": day_long(due)}


def _page(request: StaffRequest, form: BodyForm, body: CompetentBody | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    facts = {"form": form, "body": body}
    return render(request, "feedback/bodies/body.html", facts, status=status)
