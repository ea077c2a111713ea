"""Which account transfers go to: the administrator's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.payments.forms.desk import AccountForm
from kholboo.payments.queries import desk as queries
from kholboo.payments.services import accounts as services


@staff("payments.keep_accounts", is_fresh=True)
@require_http_methods(["GET", "POST"])
def accounts(request: StaffRequest) -> HttpResponse:
    """With a fresh second factor: a wrong number sends people's money away."""
    form = AccountForm(request.POST or None)
    if form.is_valid():
        services.keep(actor=request.user, **form.cleaned_data)
        messages.success(request, _("The account is kept."))
        return redirect("payments:accounts")
    facts = {
        "form": form,
        "rows": queries.accounts(),
        "today": clock.local_date(clock.now()),
    }
    return render(request, "payments/desk/accounts.html", facts, status=422 if form.errors else 200)
