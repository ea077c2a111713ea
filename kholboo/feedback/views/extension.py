"""Extending a term: an action of the case page for the head of the office."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.feedback.actions import NEEDS, Act
from kholboo.feedback.forms.extension import ExtendForm
from kholboo.feedback.queries import desk
from kholboo.feedback.queries.extension import may_extend
from kholboo.feedback.services.extension import extend_term
from kholboo.feedback.views.desk_acts import acted


@staff("feedback.extend_term")
@require_http_methods(["GET", "POST"])
def extend(request: StaffRequest, number: str) -> HttpResponse:
    case = desk.case_for(request.user, number, NEEDS[Act.EXTEND])
    if request.method == "GET" and not may_extend(request.user, case, now=clock.now()):
        messages.info(request, _("The term of this case cannot be extended now."))
        return redirect("feedback:case", case.number)
    form = ExtendForm(request.POST or None, longest=case.rule.extension_days if case.rule else 0)

    def do(form: forms.Form) -> object:
        given = form.cleaned_data
        return extend_term(case, days=given["days"], reason=given["reason"], actor=request.user)

    said = _("The term is extended. The citizen is told why.")
    return acted(request, case, Act.EXTEND, form, do, said=said)
