"""The administrator's page of what a sender must give: what is in force, what was, a new rule."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.feedback.forms.field_rules import FieldRuleForm
from kholboo.feedback.queries.fields import all_field_rules
from kholboo.feedback.services.fields import change_field_rule


@staff("feedback.change_fields")
@require_http_methods(["GET", "POST"])
def field_rules(request: StaffRequest) -> HttpResponse:
    form = FieldRuleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            change_field_rule(form.rule(), actor=request.user)
            messages.success(request, _("The rule is in force from its day."))
            return redirect("feedback:field_rules")
    facts = {"form": form, "rules": all_field_rules()}
    status = 422 if form.errors else 200
    return render(request, "feedback/desk/field_rules.html", facts, status=status)
