"""The last pages of a draft: check your answers, send, and what happens when the form changed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import MemberRequest, member
from kholboo.core import limits
from kholboo.core.errors import RuleBroken
from kholboo.documents.models import Document
from kholboo.eservices.engine.forms.comparing import Difference, differences
from kholboo.eservices.engine.forms.telling import NO_ANSWER, say, told
from kholboo.eservices.queries.asked import asked_by
from kholboo.eservices.queries.fees import fee_for, has_fee
from kholboo.eservices.queries.tracking import progress_of
from kholboo.eservices.rules import Via
from kholboo.eservices.services import drafting, sending
from kholboo.eservices.views.applying.visit import (
    CHECK,
    THEN,
    Visit,
    elsewhere,
    language,
    newer_version,
    show,
    visit_of,
)

HOUR = 3600
SENT_IN_AN_HOUR = 60


@member
@require_GET
def draft(request: MemberRequest, draft_key: UUID) -> HttpResponse:
    """Go on where something is missing; to the check when nothing is."""
    visit = visit_of(request, draft_key)
    away = elsewhere(visit)
    if away is not None:
        return away
    unfinished = visit.unfinished()
    return redirect(visit.address(unfinished[0].key) if unfinished else visit.check_address)


@member
@require_http_methods(["GET", "POST"])
def check(request: MemberRequest, draft_key: UUID) -> HttpResponse:
    """All answers with a way to change each; the button sends. Repeating it sends once."""
    visit = visit_of(request, draft_key)
    away = elsewhere(visit)
    if away is not None:
        return away
    refusal = None
    if request.method == "POST":
        limits.knock(
            "eservices.send", f"user:{request.user.pk}", limit=SENT_IN_AN_HOUR, seconds=HOUR
        )
        try:
            sending.send(visit.draft, actor=request.user)
        except RuleBroken as error:
            refusal = error
        else:
            return redirect("eservices:draft_sent", draft_key)
    status = 422 if refusal else 200
    return show(visit, "check", status=status, refusal=refusal, **_check_facts(visit))


def _check_facts(visit: Visit) -> dict[str, Any]:
    spoken, book = language(), visit.asked.book
    version = visit.draft.version
    return {
        "sections": [
            {"title": one.title, "rows": _rows(one.rows), "href": _change(visit, one.page)}
            for one in told(visit.asked.form, visit.understood.answers, spoken)
        ],
        "papers": _papers(visit),
        "unfinished": [
            (say(page.title, spoken), f"{visit.address(page.key)}?{THEN}={CHECK}")
            for page in visit.unfinished()
        ],
        "fee": fee_for(version, visit.understood.answers, spoken),
        "has_fee": has_fee(version),
        "term": book.term,
        "is_term_sample": book.is_term_sample,
        "step": len(visit.pages) + 1,
        "back": visit.address(visit.pages[-1].key),
    }


def _rows(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str, str]]:
    return [(name, value, "") for name, value in pairs]


def _change(visit: Visit, page: str) -> str:
    return f"{visit.address(page)}?{THEN}={CHECK}"


def _papers(visit: Visit) -> list[tuple[str, str, str]]:
    page = next((one for one in visit.asked.form.pages if one.has_documents), None)
    href = _change(visit, page.key) if page else ""
    return [
        (say(paper.title, language()), _names(visit.files.get(paper.key, [])), href)
        for paper in visit.papers
    ]


def _names(documents: list[Document]) -> str:
    return "\n".join(one.original_name for one in documents) or NO_ANSWER


@member
@require_GET
def sent(request: MemberRequest, draft_key: UUID) -> HttpResponse:
    visit = visit_of(request, draft_key)
    application = visit.draft.application
    if application is None:
        return redirect("eservices:draft", draft_key)
    book = visit.asked.book
    is_paper = visit.draft.via == Via.COUNTER
    return show(
        visit,
        "sent",
        application=application,
        progress=progress_of(application),
        is_paper=is_paper,
        term=book.term,
        is_term_sample=book.is_term_sample,
    )


@member
@require_http_methods(["GET", "POST"])
def moved(request: MemberRequest, draft_key: UUID) -> HttpResponse:
    """A newer version of the form is in use: what it asks otherwise, and the way on."""
    visit = visit_of(request, draft_key)
    newer = newer_version(visit.draft)
    if visit.draft.is_sent or (newer is not None and newer.pk == visit.draft.version_id):
        return redirect("eservices:draft", draft_key)
    if newer is not None and request.method == "POST":
        drafting.move(visit.draft, newer)
        return redirect("eservices:draft", draft_key)
    found = differences(visit.asked.form, asked_by(newer).form, language()) if newer else []
    by_kind = {kind: [one.label for one in found if one.kind is kind] for kind in Difference}
    return show(
        visit,
        "moved",
        is_open=newer is not None,
        new=by_kind[Difference.NEW],
        otherwise=by_kind[Difference.ASKED_OTHERWISE],
        gone=by_kind[Difference.GONE],
        back=reverse("eservices:mine"),
    )


@member
@require_POST
def forget(request: MemberRequest, draft_key: UUID) -> HttpResponse:
    visit = visit_of(request, draft_key)
    drafting.forget(visit.draft)
    return redirect("eservices:mine")
