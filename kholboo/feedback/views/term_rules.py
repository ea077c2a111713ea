"""The administrator's page of the law's terms: what is in force, what was, and a new rule."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.feedback.forms.terms import TermRuleForm
from kholboo.feedback.queries.terms import all_rules
from kholboo.feedback.services.terms import change_rule

USUAL = {"unit": "calendar", "extension_days": 30, "reopen_days": 30}


@staff("feedback.change_terms")
@require_http_methods(["GET", "POST"])
def term_rules(request: StaffRequest) -> HttpResponse:
    form = TermRuleForm(request.POST or None, initial=USUAL)
    if form.is_valid():
        with errors_on(form):
            change_rule(form.rule(), actor=request.user)
            messages.success(
                request, _("The rule is in force from its day. Open cases are counted anew.")
            )
            return redirect("feedback:term_rules")
    facts = {"form": form, "rules": all_rules(), "today": clock.local_date(clock.now())}
    status = 422 if form.errors else 200
    return render(request, "feedback/desk/term_rules.html", facts, status=status)
