"""The page of the door to the national store: what came, what goes, where both sides differ."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.standards.queries import estandard as queries
from kholboo.standards.services import estandard as services
from kholboo.standards.wiring import national_store


@staff("standards.read_desk")
@require_GET
def store(request: StaffRequest) -> HttpResponse:
    return _page(request)


@staff("standards.propose_change")
@require_POST
def sync(request: StaffRequest) -> HttpResponse:
    form = Form(request.POST)
    form.is_valid()
    with errors_on(form):
        services.ask_for_sync(actor=request.user)
        messages.success(request, _("Both sides are compared now. Look again in a moment."))
        return redirect("standards:store")
    return _page(request, form)


@staff("standards.publish_change")
@require_POST
def keep_ours(request: StaffRequest, row_id: int) -> HttpResponse:
    row = queries.conflict_at(row_id)
    services.keep_ours(row, actor=request.user)
    messages.success(request, _("Ours is sent with the next look."))
    return redirect("standards:store")


@staff("standards.propose_change")
@require_POST
def propose_theirs(request: StaffRequest, row_id: int) -> HttpResponse:
    row, form = queries.conflict_at(row_id), Form(request.POST)
    form.is_valid()
    with errors_on(form):
        kept = services.propose_theirs(row, actor=request.user)
        messages.success(request, _("Kept for a second person. So readers would see it:"))
        return redirect("standards:proposal", kept.pk)
    return _page(request, form)


def _page(request: StaffRequest, form: Form | None = None) -> HttpResponse:
    facts = {
        "form": form,
        "is_tied": national_store() is not None,
        "mark": queries.mark(),
        "due": queries.due(),
        "conflicts": queries.conflicts(),
        "files": queries.fetched(),
    }
    return render(request, "standards/desk/store.html", facts, status=422 if form else 200)
