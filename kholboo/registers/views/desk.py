"""The desk of the registers: finding a certificate, its whole story, and what may be done to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.accounts.models import User
from kholboo.core.edge import errors_on
from kholboo.core.finding import asked
from kholboo.registers import beside
from kholboo.registers.forms.acts import GroundForm
from kholboo.registers.granting import Ground
from kholboo.registers.models import Certificate
from kholboo.registers.queries import certificates as queries
from kholboo.registers.queries import desk as desk_queries
from kholboo.registers.queries.search import Wanted, search
from kholboo.registers.rights import CONFIRM, PROPOSE, SUSPEND
from kholboo.registers.rules import State
from kholboo.registers.services import changing
from kholboo.registers.views.registers import LONGEST_KEY, wanted_in


@staff("registers.read_desk")
@require_GET
def desk(request: StaffRequest) -> HttpResponse:
    """`?q=`, `&state=` as in public; `&after=` goes on. Above it what waits for a second person."""
    words = asked(request.GET.get("q", ""))
    after = request.GET.get("after", "")[:LONGEST_KEY]
    under = int(after) if after.isascii() and after.isdecimal() else None
    wanted = Wanted(state=wanted_in(request.GET, None).state)
    found = search(words, wanted=wanted, under=under)
    facts = {
        "found": found,
        "words": words,
        "state": wanted.state or "",
        "states": State.choices,
        "is_later": under is not None,
        "beside": beside.links_for(request.user),
        "waiting": [] if words or wanted.state or under else desk_queries.waiting(),
    }
    return render(request, "registers/desk/desk.html", facts)


@staff("registers.read_desk")
@require_GET
def certificate(request: StaffRequest, certificate: str) -> HttpResponse:
    found = queries.certificate_at(certificate)
    return _page(request, found)


@staff("registers.suspend_certificate")
@require_http_methods(["GET", "POST"])
def suspend(request: StaffRequest, certificate: str) -> HttpResponse:
    found = desk_queries.certificate_for(request.user, certificate, right=SUSPEND)
    return _act(request, found, _("Suspend the certificate"), changing.suspend)


@staff("registers.suspend_certificate")
@require_http_methods(["GET", "POST"])
def resume(request: StaffRequest, certificate: str) -> HttpResponse:
    found = desk_queries.certificate_for(request.user, certificate, right=SUSPEND)
    return _act(request, found, _("Make the certificate valid again"), changing.resume)


@staff("registers.propose_withdrawal")
@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest, certificate: str) -> HttpResponse:
    found = desk_queries.certificate_for(request.user, certificate, right=PROPOSE)
    return _act(request, found, _("Propose to withdraw the certificate"), _propose)


@staff("registers.confirm_withdrawal", is_fresh=True)
@require_POST
def confirm(request: StaffRequest, certificate: str) -> HttpResponse:
    """`decision`: `confirm` withdraws it; anything else leaves it as it is."""
    found = desk_queries.certificate_for(request.user, certificate, right=CONFIRM)
    waiting = desk_queries.withdrawal_of(found)
    if request.POST.get("decision") == "confirm":
        changing.confirm_withdrawal(waiting, actor=request.user)
        messages.success(request, _("The certificate is withdrawn."))
    elif request.POST.get("decision") == "refuse":
        changing.refuse_withdrawal(waiting, actor=request.user)
        messages.success(request, _("The certificate stays as it is."))
    return redirect("registers:desk_certificate", found.number)


def _propose(certificate: Certificate, *, ground: Ground, actor: User) -> None:
    changing.propose_withdrawal(certificate, ground=ground, actor=actor)


def _act(
    request: StaffRequest, found: Certificate, title: str, act: Callable[..., None]
) -> HttpResponse:
    form = GroundForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with errors_on(form):
            act(found, ground=form.ground(), actor=request.user)
            messages.success(request, _("It is done and stands in the story of the certificate."))
            return redirect("registers:desk_certificate", found.number)
    facts = {"form": form, "certificate": found, "title": title}
    status = 422 if form.errors else 200
    return render(request, "registers/desk/act.html", facts, status=status)


def _page(request: StaffRequest, found: Certificate) -> HttpResponse:
    user = request.user
    waiting = desk_queries.open_withdrawal(found)
    shown = queries.standing(found)
    is_running = shown.state in (State.VALID, State.SUSPENDED)
    can_suspend = desk_queries.may(user, SUSPEND, found)
    checked, days = desk_queries.checks_of(found)
    facts = {
        "certificate": found,
        "beside": beside.links_for(user),
        "shown": shown,
        "story": queries.story_of(found),
        "waiting": waiting,
        "can_suspend": can_suspend and shown.state == State.VALID,
        "can_resume": can_suspend and shown.state == State.SUSPENDED,
        "can_propose": is_running and not waiting and desk_queries.may(user, PROPOSE, found),
        "can_confirm": waiting is not None
        and waiting.proposed_by_id != user.pk
        and desk_queries.may(user, CONFIRM, found),
        "checked": checked,
        "checked_days": days,
    }
    return render(request, "registers/desk/certificate.html", facts)
