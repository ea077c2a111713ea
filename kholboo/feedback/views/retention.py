"""How long a person is kept: rules and whom they reach; the administrator proposes and confirms."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotAllowed
from kholboo.feedback.forms.privacy import RetentionForm
from kholboo.feedback.queries import retention as queries
from kholboo.feedback.services import retention as service


def _may_change(request: StaffRequest) -> bool:
    """Who only reads must not post. Raises NotAllowed."""
    may_change = bool(request.user.has_perm("feedback.change_retention"))
    if request.method == "POST" and not may_change:
        raise NotAllowed(_("How long data is kept is changed by the administrator."))
    return may_change


@staff("feedback.read_rules")
@require_http_methods(["GET", "POST"])
def retention(request: StaffRequest) -> HttpResponse:
    may_change = _may_change(request)
    form = RetentionForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            service.propose(form.rule(), actor=request.user)
            messages.success(request, _("Proposed. Nothing is erased until it is confirmed."))
            return redirect("feedback:retention")
    context = {"form": form, "rules": queries.retention_rules(), "may_change": may_change}
    status = 422 if form.errors else 200
    return render(request, "feedback/desk/retention.html", context, status=status)


@staff("feedback.read_rules")
@require_http_methods(["GET", "POST"])
def retention_rule(request: StaffRequest, rule_id: int) -> HttpResponse:
    """Whom the rule would reach tonight, and the key that lets it."""
    may_change = _may_change(request)
    rule = queries.retention_rule(rule_id)
    if request.method == "POST":
        years = request.POST.get("years", "")
        service.confirm(rule, years=int(years) if years.isdecimal() else 0, actor=request.user)
        messages.success(request, _("Confirmed. The rule works from tonight on."))
        return redirect("feedback:retention")
    now = clock.now()
    found = list(queries.due_cases(rule, now=now)[: queries.SHOWN + 1])
    context = {
        "rule": rule,
        "may_change": may_change,
        "cases": found[: queries.SHOWN],
        "has_more": len(found) > queries.SHOWN,
        "before": clock.local_date(queries.kept_until(rule, now)),
    }
    return render(request, "feedback/desk/retention_rule.html", context)
