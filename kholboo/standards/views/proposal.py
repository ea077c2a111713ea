"""One proposed change: what it changes, the page as readers would get it, and the decision."""

from collections.abc import Callable

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.standards.forms.editing import RefuseForm
from kholboo.standards.models import Proposal
from kholboo.standards.queries import changes as queries
from kholboo.standards.rights import PROPOSE, PUBLISH
from kholboo.standards.services import changes as services
from kholboo.standards.views import catalogue

View = Callable[..., HttpResponse]
# The page of a proposal shows the public page in a frame; nobody else may frame anything of ours.
frames: Callable[[View], View] = csp_update({"frame-src": [SELF]})  # type: ignore[assignment]
is_framed: Callable[[View], View] = csp_replace({"frame-ancestors": [SELF]})  # type: ignore[assignment]


@staff("standards.read_desk")
@require_GET
@frames
def proposal(request: StaffRequest, change_id: int) -> HttpResponse:
    return _page(request, queries.proposal_at(change_id))


@staff("standards.read_desk")
@require_GET
@xframe_options_sameorigin
@is_framed
def preview(request: StaffRequest, change_id: int) -> HttpResponse:
    """The public page as it would read: published for a moment, drawn, and undone."""
    found = queries.proposal_at(change_id)
    if not found.is_open:
        return redirect("standards:proposal", found.pk)
    with services.as_if_published(found) as edition:
        return catalogue.read(request, edition.slug)


@staff("standards.publish_change")
@require_POST
@frames
def publish(request: StaffRequest, change_id: int) -> HttpResponse:
    def act(found: Proposal, form: Form) -> object:
        return services.publish(found, actor=request.user, seen=request.POST.get("seen", ""))

    return _decided(request, change_id, Form(request.POST), act, _("Published."))


@staff("standards.publish_change")
@require_POST
@frames
def refuse(request: StaffRequest, change_id: int) -> HttpResponse:
    def act(found: Proposal, form: Form) -> None:
        services.refuse(found, reason=form.cleaned_data["reason"], actor=request.user)

    return _decided(
        request, change_id, RefuseForm(request.POST), act, _("Given back to who proposed it.")
    )


@staff("standards.propose_change")
@require_POST
@frames
def take_back(request: StaffRequest, change_id: int) -> HttpResponse:
    def act(found: Proposal, form: Form) -> None:
        services.take_back(found, actor=request.user)

    return _decided(request, change_id, Form(request.POST), act, _("Taken back."))


def _decided(
    request: StaffRequest,
    change_id: int,
    form: Form,
    act: Callable[[Proposal, Form], object],
    said: str,
) -> HttpResponse:
    found = queries.proposal_at(change_id)
    if form.is_valid():
        with errors_on(form):
            act(found, form)
            messages.success(request, said)
            return redirect("standards:proposal", found.pk)
    return _page(request, queries.proposal_at(change_id), form)


def _page(request: StaffRequest, found: Proposal, form: Form | None = None) -> HttpResponse:
    is_own = found.proposed_by_id == request.user.pk
    facts = {
        "proposal": found,
        "lines": queries.lines_of(found),
        "stale": queries.stale_facts(found) if found.is_open else [],
        "seen": queries.seen_of(found),
        "form": form,
        "refusing": form if isinstance(form, RefuseForm) else RefuseForm(),
        "is_own": is_own and request.user.has_perm(PROPOSE),
        "may_decide": found.is_open and not is_own and request.user.has_perm(PUBLISH),
    }
    status = 422 if form is not None else 200
    return render(request, "standards/desk/proposal.html", facts, status=status)
