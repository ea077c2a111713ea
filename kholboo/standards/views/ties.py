"""How an edition hangs together with others, and its withdrawal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import RuleBroken
from kholboo.standards.changing import Facts
from kholboo.standards.forms.editing import WithdrawForm, typed
from kholboo.standards.forms.ties import TiesForm
from kholboo.standards.models import Edition, Proposal
from kholboo.standards.queries import changes as queries
from kholboo.standards.queries.facts import facts_of, fingerprint
from kholboo.standards.queries.targets import edition_meant, offered
from kholboo.standards.rules import Stage
from kholboo.standards.services import changes as services
from kholboo.standards.services.changes import Wish
from kholboo.ui.components.navigation import Place

# Which field somebody types a number into; the list beside it is asked with its own name.
TYPED = ("target_", "successor", "q")


@staff("standards.propose_change")
@require_http_methods(["GET", "POST"])
def ties(request: StaffRequest, standard: str) -> HttpResponse:
    """`?q=` finds a number to copy, where no script fills the list."""
    return edit_ties(request, queries.edition_named(standard))


def edit_ties(
    request: StaffRequest, edition: Edition, proposal: Proposal | None = None
) -> HttpResponse:
    """New ties, or those of a proposal written anew."""
    now = facts_of(edition)
    shown = proposal.changes["ties"][1] if proposal else now["ties"]
    form = TiesForm(
        request.POST or None,
        ties=shown,
        names=queries.names_in([shown]),
        address=reverse("standards:targets"),
        initial={"note": proposal.note} if proposal else {},
    )
    if form.is_valid():
        with errors_on(form):
            seen = form.cleaned_data["seen"]
            if proposal:
                kept = services.revise(proposal, form.wish(), actor=request.user, seen=seen)
            else:
                kept = services.propose(form.wish(), edition=edition, actor=request.user, seen=seen)
            return _kept(request, kept)
    facts = {"found": offered(request.GET.get("q", "")), "q": request.GET.get("q", "")[:100]}
    return _page(request, "ties", edition, now, form, **facts)


@staff("standards.propose_change")
@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, standard: str) -> HttpResponse:
    edition = queries.edition_named(standard)
    now = facts_of(edition)
    form = WithdrawForm(request.POST or None, initial={"withdrawn_on": typed(now)["withdrawn_on"]})
    if form.is_valid():
        with errors_on(form):
            given = form.cleaned_data
            facts = {
                "withdrawn_on": given["withdrawn_on"].isoformat(),
                "stage": str(Stage.WITHDRAWN),
                "replaced_by": _successors(edition, now, given["successor"]),
            }
            kept = services.propose(
                Wish(facts, note=given["note"]),
                edition=edition,
                actor=request.user,
                seen=given["seen"],
            )
            return _kept(request, kept)
    return _page(request, "withdraw", edition, now, form)


def places(edition: Edition, here: str) -> list[Place]:
    """The pages on which an edition is changed; `here` is the name of the one that is open."""
    known = {
        "edit": _("Its facts"),
        "ties": _("Ties to other standards"),
        "withdraw": _("Withdraw from use"),
    }
    return [
        Place(label, reverse(f"standards:{name}", args=[edition.slug]), is_current=name == here)
        for name, label in known.items()
    ]


def _successors(edition: Edition, now: Facts, words: str) -> list[str]:
    """Those it has, and the one that was typed. RuleBroken for what is no other edition."""
    if not words:
        return list(now["replaced_by"])
    successor = edition_meant(words)
    if successor is None:
        raise RuleBroken(
            _("The catalogue has no such edition. Write its number with the year."),
            field="successor",
        )
    if successor.pk == edition.pk:
        raise RuleBroken(_("An edition does not replace itself."), field="successor")
    return sorted({*now["replaced_by"], successor.slug})


@staff("standards.propose_change")
@require_GET
def targets(request: StaffRequest) -> HttpResponse:
    """What could be meant by what is being typed, as a list for the field."""
    words = next((value for name, value in request.GET.items() if name.startswith(TYPED)), "")
    return render(request, "standards/desk/targets.html", {"found": offered(str(words)[:100])})


def _kept(request: StaffRequest, kept: Proposal) -> HttpResponse:
    messages.success(request, _("Kept for a second person. So readers would see it:"))
    return redirect("standards:proposal", kept.pk)


def _page(
    request: StaffRequest,
    name: str,
    edition: Edition,
    now: Facts,
    form: TiesForm | WithdrawForm,
    **more: object,
) -> HttpResponse:
    facts = {
        "form": form,
        "edition": edition,
        "seen": fingerprint(now),
        "places": places(edition, name),
        "waiting": queries.waiting_for(edition),
        **more,
    }
    template = f"standards/desk/{name}.html"
    return render(request, template, facts, status=422 if form.errors else 200)
