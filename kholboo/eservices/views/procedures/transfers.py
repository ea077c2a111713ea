"""Moving running applications to another version: asked for, looked at, approved, followed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.eservices.forms.transfers import MapForm, VersionsForm
from kholboo.eservices.models import Procedure, ProcedureVersion
from kholboo.eservices.queries import bundles
from kholboo.eservices.queries import procedures as versions
from kholboo.eservices.queries import transfers as queries
from kholboo.eservices.queries.transfers import DryRun
from kholboo.eservices.rights import DRAFT_PROCEDURES, PUBLISH_PROCEDURES, STOP_TRANSFERS
from kholboo.eservices.services import transfers as services

PAGES = "eservices/procedures"


@staff("eservices.read_procedure")
@require_GET
def transfers(request: StaffRequest, procedure: str) -> HttpResponse:
    found = versions.procedure_at(procedure)
    facts = {
        "procedure": found,
        "transfers": queries.transfers_of(found.pk),
        "form": _versions_form(found),
        "may_ask": request.user.has_perm(DRAFT_PROCEDURES),
    }
    return render(request, f"{PAGES}/transfers.html", facts)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, procedure: str) -> HttpResponse:
    """From one version to another: what becomes of its steps, and a dry run. Nothing moves here."""
    found = versions.procedure_at(procedure)
    chosen = _versions_form(found, request)
    if not chosen.is_valid():
        facts = {"procedure": found, "form": chosen, "may_ask": True, "is_choice": True}
        status = 422 if chosen.is_bound else 200
        return render(request, f"{PAGES}/transfers.html", facts, status=status)
    before = _version(found, chosen.cleaned_data["before"])
    after = _version(found, chosen.cleaned_data["after"])
    steps = queries.old_steps(bundles.read(before), bundles.read(after))
    form = MapForm(steps, request.POST or None)
    run: DryRun | None = None
    if not form.is_bound or form.is_valid():
        with errors_on(form):
            run = queries.dry_run(before, queries.judge_between(before, after, form.nodes()))
    if run is not None and "ask" in request.POST:
        with errors_on(form):
            made = services.ask(
                before,
                after,
                nodes=form.nodes(),
                order_number=form.cleaned_data["order_number"],
                actor=request.user,
            )
            messages.success(request, _("The move waits for the agency's head."))
            return redirect("eservices:transfer", procedure, made.pk)
    facts = {"procedure": found, "before": before, "after": after, "form": form, "run": run}
    status = 422 if form.errors else 200
    return render(request, f"{PAGES}/transfer_new.html", facts, status=status)


@staff("eservices.read_procedure")
@require_GET
def transfer(request: StaffRequest, procedure: str, transfer: int) -> HttpResponse:
    """What was asked for, how far it is, and what became of each application."""
    found = queries.transfer_at(procedure, transfer)
    facts = {
        "transfer": found,
        "procedure": found.before.procedure,
        "results": queries.results_of(found),
        "renamed": queries.renamed_of(found),
        "waits_for_day": not found.after.is_valid_on(clock.local_date(clock.now())),
        "may_approve": request.user.has_perm(PUBLISH_PROCEDURES)
        and found.asked_by_id != request.user.pk,
        "may_stop": request.user.has_perm(STOP_TRANSFERS),
    }
    return render(request, f"{PAGES}/transfer.html", facts)


@staff("eservices.publish_procedure", is_fresh=True)
@require_http_methods(["GET", "POST"])
def approve(request: StaffRequest, procedure: str, transfer: int) -> HttpResponse:
    """The second person sees the dry run as it is today, and agrees."""
    found = queries.transfer_at(procedure, transfer)
    if request.method == "POST":
        services.approve(found, actor=request.user)
        messages.success(request, _("The move is approved. It goes on by itself."))
        return redirect("eservices:transfer", procedure, found.pk)
    facts = {
        "transfer": found,
        "procedure": found.before.procedure,
        "renamed": queries.renamed_of(found),
        "run": queries.dry_run(found.before, queries.judge_of(found)),
    }
    return render(request, f"{PAGES}/transfer_approve.html", facts)


@staff("eservices.stop_transfer")
@require_POST
def stop(request: StaffRequest, procedure: str, transfer: int) -> HttpResponse:
    found = queries.transfer_at(procedure, transfer)
    services.stop(found, actor=request.user)
    messages.success(request, _("The move is stopped. What is not moved stays."))
    return redirect("eservices:transfer", procedure, found.pk)


def _versions_form(procedure: Procedure, request: StaffRequest | None = None) -> VersionsForm:
    published = list(queries.published_of(procedure.pk))
    running = queries.running_by_version(procedure.pk)
    return VersionsForm(published, running, request.GET or None if request else None)


def _version(procedure: Procedure, number: int) -> ProcedureVersion:
    return versions.version_at(procedure.key, number)
