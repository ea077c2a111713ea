"""The counter: somebody brings a letter that they speak for an organisation, and is confirmed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts import queries
from kholboo.accounts.access import StaffRequest, staff
from kholboo.agency.forms import PaperForm, RegisterForm
from kholboo.agency.services import representatives as services
from kholboo.core.edge import errors_on


@staff("agency.confirm_representative")
@require_GET
def representatives(request: StaffRequest) -> HttpResponse:
    """Who waits, of one organisation only: its number stands on the letter they brought."""
    form = RegisterForm(request.GET or None)
    rows = queries.unconfirmed_of(form.cleaned_data["register"]) if form.is_valid() else None
    status = 422 if form.errors else 200
    return render(
        request, "agency/representatives.html", {"form": form, "rows": rows}, status=status
    )


@staff("agency.confirm_representative")
@require_http_methods(["GET", "POST"])
def confirm(request: StaffRequest, representative: int) -> HttpResponse:
    membership = queries.unconfirmed_at(representative)
    form = PaperForm(request.POST or None, initial={"name": membership.organisation.name})
    if form.is_valid():
        with errors_on(form):
            services.confirm(membership, actor=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("%(person)s speaks for %(organisation)s from now on.")
                % {
                    "person": membership.user.short_name,
                    "organisation": membership.organisation.name,
                },
            )
            return redirect("agency:representatives")
    facts = {"form": form, "membership": membership}
    return render(request, "agency/representative.html", facts, status=422 if form.errors else 200)
