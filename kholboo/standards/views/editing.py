"""Writing a change: of an edition's facts, of a new edition, and once more of what waits."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.standards.forms.editing import EditionForm, NewEditionForm, typed, typed_before
from kholboo.standards.models import Edition, Proposal
from kholboo.standards.queries import changes as queries
from kholboo.standards.queries.facts import NOTHING, facts_of, fingerprint
from kholboo.standards.services import changes as services
from kholboo.standards.views.ties import edit_ties, places


@staff("standards.propose_change")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, standard: str) -> HttpResponse:
    edition = queries.edition_named(standard)
    form = EditionForm(request.POST or None, initial=typed(facts_of(edition)))

    def keep() -> Proposal:
        return services.propose(
            form.wish(), edition=edition, actor=request.user, seen=form.cleaned_data["seen"]
        )

    return _written(request, form, keep, edition=edition)


@staff("standards.propose_change")
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    form = NewEditionForm(request.POST or None)

    def keep() -> Proposal:
        return services.propose(form.wish(), edition=None, actor=request.user)

    return _written(request, form, keep)


@staff("standards.propose_change")
@require_http_methods(["GET", "POST"])
def rewrite(request: StaffRequest, change_id: int) -> HttpResponse:
    """What waits is written anew by who proposed it, on top of what the catalogue says now."""
    proposal = queries.proposal_at(change_id)
    services.may_rewrite(proposal, actor=request.user)
    if proposal.edition and set(proposal.changes) == {"ties"}:
        return edit_ties(request, proposal.edition, proposal)
    kind = EditionForm if proposal.edition else NewEditionForm
    form = kind(request.POST or None, initial=typed_before(proposal, queries.now_of(proposal)))

    def keep() -> Proposal:
        return services.revise(
            proposal, form.wish(), actor=request.user, seen=form.cleaned_data["seen"]
        )

    return _written(request, form, keep, edition=proposal.edition, proposal=proposal)


def _written(
    request: StaffRequest,
    form: EditionForm,
    keep: Callable[[], Proposal],
    *,
    edition: Edition | None = None,
    proposal: Proposal | None = None,
) -> HttpResponse:
    if form.is_valid():
        with errors_on(form):
            kept = keep()
            messages.success(request, _("Kept for a second person. So readers would see it:"))
            return redirect("standards:proposal", kept.pk)
    now = facts_of(edition) if edition else NOTHING
    wanted = form.wish().facts if form.is_bound and not form.has_shape_errors else {}
    facts = {
        "form": form,
        "edition": edition,
        "proposal": proposal,
        "waiting": queries.waiting_for(edition) if edition else [],
        "seen": fingerprint(now),
        "places": places(edition, "edit") if edition else [],
        "lines": queries.lines_between(now, wanted) if edition else [],
    }
    return render(request, "standards/desk/edit.html", facts, status=422 if form.errors else 200)
