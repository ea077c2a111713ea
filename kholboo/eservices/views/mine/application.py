"""One application as its applicant sees it: how far it is, who must act, and what they can do."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import MemberRequest, StaffRequest, member
from kholboo.agency.mentions import cases_naming
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.documents.rules import Variant
from kholboo.documents.services.serving import serve
from kholboo.eservices.engine.forms.comparing import Change, changes
from kholboo.eservices.engine.forms.telling import say, told
from kholboo.eservices.forms.withdrawal import WithdrawalForm
from kholboo.eservices.models import Application, ApplicationFile, Completion
from kholboo.eservices.queries import papers, tracking
from kholboo.eservices.queries.answers import before_and_after, whole_answers
from kholboo.eservices.queries.asked import Asked, asked_by
from kholboo.eservices.queries.counting import counting_of
from kholboo.eservices.queries.renewing import may_renew
from kholboo.eservices.rules import Outcome
from kholboo.eservices.services import ending
from kholboo.eservices.views.applying.visit import language
from kholboo.ui.components.links import page_url


@member
@require_GET
def application(request: MemberRequest, application: str) -> HttpResponse:
    found = tracking.application_for(request.user, application)
    return show(request, found)


def show(
    request: MemberRequest, found: Application, *, status: int = 200, **facts: Any
) -> HttpResponse:
    asked, spoken = asked_by(found.version), language()
    progress = tracking.progress_of(found)
    context = {
        "application": found,
        "title": say(asked.book.title, spoken),
        "is_sample": found.version.is_sample,
        "progress": progress,
        "today": clock.local_date(clock.now()),
        "submitted_on": clock.local_date(found.submitted_at, found.office.zone),
        "zone": found.office.zone,
        "pause": next((one for one in progress.pauses if one.ended_at is None), None),
        "sections": told(asked.form, whole_answers(found), spoken),
        "counting": counting_of(found, progress.pauses, now=clock.now()),
        "papers": _papers(asked, papers.papers_of(found), spoken),
        "completions": [(one, _changed(asked, found, one)) for one in progress.answered],
        "appeal": appeal_address(found),
        "complaints": cases_naming(found.number, request.user),
        "certificate_address": certificate_address(progress.certificate),
        "may_renew": may_renew(found, progress.certificate, clock.local_date(clock.now())),
        "withdrawal": WithdrawalForm() if found.is_open else None,
        "is_granted": found.outcome == Outcome.GRANTED,
        **facts,
    }
    response = render(request, "eservices/mine/application.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _changed(asked: Asked, found: Application, one: Completion) -> list[Change]:
    return changes(asked.form, *before_and_after(found, one), language())


def _papers(
    asked: Asked, rows: list[ApplicationFile], spoken: str
) -> list[tuple[str, list[ApplicationFile]]]:
    titles = {paper.key: say(paper.title, spoken) for paper in asked.papers}
    found: dict[str, list[ApplicationFile]] = {}
    for row in rows:
        found.setdefault(titles.get(row.kind, row.kind), []).append(row)
    return list(found.items())


def appeal_address(found: Application) -> str:
    """The complaint form, with the service and the number of this application in its words."""
    words = _("About application %(number)s:") % {"number": found.number}
    asked = {"kind": "complaint", "service": found.version.procedure.service.code, "text": words}
    return f"{page_url('/feedback/')}?{urlencode(asked)}"


def certificate_address(certificate: Any) -> str:
    return reverse("registers:certificate", args=[certificate.number]) if certificate else ""


@member
@require_GET
def decision(request: MemberRequest, application: str) -> HttpResponse:
    """The decision as a letter, to read or to print."""
    found = tracking.application_for(request.user, application)
    return letter(request, found, home="eservices:application")


def letter(request: MemberRequest | StaffRequest, found: Application, *, home: str) -> HttpResponse:
    """The decision as it is handed over; `home` is the page one comes from."""
    progress = tracking.progress_of(found)
    if progress.decision is None:
        return redirect(home, found.number)
    facts = {
        "home": reverse(home, args=[found.number]),
        "application": found,
        "decision": progress.decision,
        "certificate": progress.certificate,
        "certificate_address": certificate_address(progress.certificate),
        "title": say(asked_by(found.version).book.title, language()),
        "is_granted": found.outcome == Outcome.GRANTED,
        "appeal": appeal_address(found),
    }
    response = render(request, "eservices/mine/decision.html", facts)
    patch_cache_control(response, private=True, no_store=True)
    return response


@member
@require_http_methods(["GET", "POST"])
def withdraw(request: MemberRequest, application: str) -> HttpResponse:
    """Take the application back; asked once more before it is done."""
    found = tracking.application_for(request.user, application)
    if not found.is_open:
        return redirect("eservices:application", found.number)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with errors_on(form):
            ending.withdraw(found, reason=form.cleaned_data["reason"], actor=request.user)
            return redirect("eservices:application", found.number)
    facts = {"application": found, "form": form}
    return render(
        request, "eservices/mine/withdraw.html", facts, status=422 if form.errors else 200
    )


@member
@require_GET
def paper(request: MemberRequest, application: str, paper: UUID) -> HttpResponseBase:
    found = tracking.application_for(request.user, application)
    return serve(papers.paper_in(found, paper), variant=Variant.VIEW, request=request)
