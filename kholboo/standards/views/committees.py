"""The agency's own tables: committees, and what texts cost from a day on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.standards.forms.committees import CommitteeForm, NewCommitteeForm, TariffForm
from kholboo.standards.queries import committees as queries
from kholboo.standards.rights import KEEP_TABLES
from kholboo.standards.services import committees as services


@staff("standards.read_desk")
@require_GET
def committees(request: StaffRequest) -> HttpResponse:
    return render(request, "standards/desk/committees.html", {"rows": queries.committees()})


@staff("standards.keep_tables")
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    form = NewCommitteeForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            number = form.cleaned_data["number"]
            services.add_committee(number, form.names(), actor=request.user)
            return _kept(request)
    return _page(request, form)


@staff("standards.keep_tables")
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, committee: str) -> HttpResponse:
    found = queries.committee_at(committee)
    form = CommitteeForm(request.POST or None, initial=vars(found))
    if form.is_valid():
        with errors_on(form):
            services.change_committee(found, form.names(), actor=request.user)
            return _kept(request)
    return _page(request, form, committee=found)


@staff("standards.read_desk")
@require_GET
def prices(request: StaffRequest) -> HttpResponse:
    """What texts cost, tariff by tariff; who may keep tables sets a new one."""
    return _prices(request, TariffForm() if request.user.has_perm(KEEP_TABLES) else None)


@staff("standards.keep_tables")
@require_POST
def set_prices(request: StaffRequest) -> HttpResponse:
    form = TariffForm(request.POST)
    if form.is_valid():
        with errors_on(form):
            given = form.cleaned_data
            services.set_tariff(
                given["since"], form.classes(), basis=given["basis"], actor=request.user
            )
            messages.success(request, _("The prices are kept."))
            return redirect("standards:prices")
    return _prices(request, form)


def _prices(request: StaffRequest, form: TariffForm | None) -> HttpResponse:
    facts = {"form": form, "tariffs": queries.tariffs()}
    status = 422 if form is not None and form.errors else 200
    return render(request, "standards/desk/prices.html", facts, status=status)


def _kept(request: StaffRequest) -> HttpResponse:
    messages.success(request, _("The committee is kept."))
    return redirect("standards:committees")


def _page(request: StaffRequest, form: CommitteeForm, **facts: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "standards/desk/committee.html", {"form": form, **facts}, status=status)
