"""Which account transfers go to: written down by an administrator, confirmed by another person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.payments.forms.desk import AccountChoice, AccountForm
from kholboo.payments.queries import desk as queries
from kholboo.payments.services import accounts as services


@staff("payments.keep_accounts", is_fresh=True)
@require_http_methods(["GET", "POST"])
def accounts(request: StaffRequest) -> HttpResponse:
    """With a fresh second factor: a wrong number sends people's money away."""
    form = AccountForm(request.POST or None)
    if form.is_valid():
        services.keep(actor=request.user, **form.cleaned_data)
        messages.success(
            request, _("Written down. Payers see it when a second person confirms it.")
        )
        return redirect("payments:accounts")
    facts = {
        "form": form,
        "rows": queries.accounts(),
        "today": clock.local_date(clock.now()),
    }
    return render(request, "payments/desk/accounts.html", facts, status=422 if form.errors else 200)


@staff("payments.confirm_accounts", is_fresh=True)
@require_http_methods(["GET", "POST"])
def confirm(request: StaffRequest) -> HttpResponse:
    """What waits for a second person, each with both answers."""
    form = AccountChoice(request.POST or None)
    if form.is_valid():
        account = queries.account_at(form.cleaned_data["account"])
        with errors_on(form):
            is_confirmed = form.cleaned_data["answer"] == "yes"
            services.decide(account, is_confirmed=is_confirmed, actor=request.user)
            messages.success(request, _("Decided."))
            return redirect("payments:confirm_account")
    facts = {"form": form, "rows": queries.accounts_to_confirm()}
    page = "payments/desk/confirm_account.html"
    return render(request, page, facts, status=422 if form.errors else 200)
