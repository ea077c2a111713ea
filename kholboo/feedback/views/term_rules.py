"""The law's terms: what is in force and what was, and for the administrator a new rule.

A new rule is put in force in two steps: the page says what it would move, then it is confirmed.
"""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotAllowed
from kholboo.feedback.forms.terms import ConfirmForm, TermRuleForm
from kholboo.feedback.queries.terms import all_rules, rule_for
from kholboo.feedback.services.clockwork import Foreseen
from kholboo.feedback.services.terms import NewRule, change_rule, foreseen_by

USUAL = {"unit": "calendar", "extension_days": 30, "reopen_days": 30}


@staff("feedback.read_rules")
@require_http_methods(["GET", "POST"])
def term_rules(request: StaffRequest) -> HttpResponse:
    may_change = request.user.has_perm("feedback.change_terms")
    if request.method == "POST" and not may_change:
        raise NotAllowed(_("The terms are changed by the administrator."))
    form = TermRuleForm(request.POST or None, initial=USUAL)
    if form.is_valid() and request.POST.get("step") != "edit":
        confirm = ConfirmForm(request.POST if "cases" in request.POST else None)
        with errors_on(form):
            # What may not be put in force at all is refused beside its field, in the first step.
            foreseen = foreseen_by(form.rule())
            return _confirmed(request, form, confirm) or _asked(request, form, confirm, foreseen)
    facts = {"form": form, "rules": all_rules(), "may_change": may_change}
    status = 422 if form.errors else 200
    return render(request, "feedback/desk/term_rules.html", facts, status=status)


def _confirmed(
    request: StaffRequest, form: TermRuleForm, confirm: ConfirmForm
) -> HttpResponse | None:
    """The rule is in force; or None where the page has to ask (again)."""
    if not confirm.is_valid():
        return None
    with errors_on(confirm):
        change_rule(
            form.rule(),
            foreseen=confirm.foreseen(),
            says_earlier=confirm.cleaned_data["says_earlier"],
            actor=request.user,
        )
        messages.success(
            request, _("The rule is in force from its day. Open cases are counted anew.")
        )
        return redirect("feedback:term_rules")
    return None


def _asked(
    request: StaffRequest, form: TermRuleForm, confirm: ConfirmForm, foreseen: Foreseen
) -> HttpResponse:
    new: NewRule = form.rule()
    shown: BaseForm = confirm
    facts = {
        "new": new,
        "kind": new.kind.label,
        "before": rule_for(new.kind, new.valid_from),
        "foreseen": foreseen,
        "form": shown,
        "says_earlier": bool(foreseen.earlier) and not new.is_confirmed,
        "kept": form.kept(),
    }
    status = 422 if confirm.errors else 200
    return render(request, "feedback/desk/term_rule_asked.html", facts, status=status)
