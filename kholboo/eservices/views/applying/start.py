"""Before one begins: the services that can be applied for online, what each needs, and for whom."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kholboo.accounts.access import MemberRequest, member, public
from kholboo.core import clock, limits
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.forms.start import MYSELF, WhoForm
from kholboo.eservices.models import ProcedureVersion
from kholboo.eservices.queries import speaking
from kholboo.eservices.queries.asked import Asked, asked_by
from kholboo.eservices.queries.bundles import published_versions, version_today
from kholboo.eservices.queries.fees import fees_of
from kholboo.eservices.services import drafting
from kholboo.eservices.views.applying.visit import language

HOUR = 3600
DRAFTS_IN_AN_HOUR = 60


@public
@require_safe
def online(request: HttpRequest) -> HttpResponse:
    spoken = language()
    rows = [about_in_short(version, spoken) for version in published_versions(_today())]
    return render(request, "eservices/applying/online.html", {"rows": rows})


@public
@require_safe
def service(request: HttpRequest, service_key: str) -> HttpResponse:
    """What one must know before starting: conditions, papers, fee, time, law."""
    version = version_today(service_key, _today())
    return render(request, "eservices/applying/service.html", about(version))


def about(version: ProcedureVersion) -> dict[str, Any]:
    asked, spoken = asked_by(version), language()
    said = asked.manifest
    return {
        **about_in_short(version, spoken),
        "fees": fees_of(version, spoken),
        "requirements": [say(one, spoken) for one in said.get("requirements", ())],
        "papers": [
            (say(paper.title, spoken), say(paper.hint, spoken), paper.is_required, paper.condition)
            for paper in asked.papers
        ],
        "milestones": [one.words for one in asked.book.milestones],
        "law": [
            (say(one["title"], spoken), one.get("url", ""), bool(one.get("sample")))
            for one in said.get("legal_basis", ())
        ],
    }


def about_in_short(version: ProcedureVersion, spoken: str) -> dict[str, Any]:
    asked: Asked = asked_by(version)
    return {
        "key": version.procedure.key,
        "service": version.procedure.service,
        "title": say(asked.book.title, spoken),
        "about": say(asked.manifest.get("about"), spoken),
        "term": asked.book.term,
        "is_term_sample": asked.book.is_term_sample,
        "is_sample": version.is_sample,
    }


@member
@require_http_methods(["GET", "POST"])
def start(request: MemberRequest, service_key: str) -> HttpResponse:
    """For whom: oneself, or an organisation that one is confirmed to speak for."""
    version = version_today(service_key, _today())
    organisations = speaking.organisations_of(request.user)
    form = WhoForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        limits.knock(
            "eservices.draft", f"user:{request.user.pk}", limit=DRAFTS_IN_AN_HOUR, seconds=HOUR
        )
        chosen = form.cleaned_data["who"]
        organisation = (
            None if chosen == MYSELF else speaking.organisation_of(request.user, int(chosen))
        )
        draft = drafting.begin(version, user=request.user, organisation=organisation)
        return redirect("eservices:draft", draft.key)
    facts = {
        **about_in_short(version, language()),
        "form": form,
        "has_unconfirmed": speaking.has_unconfirmed(request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "eservices/applying/start.html", facts, status=status)


def _today() -> date:
    return clock.local_date(clock.now())
