"""Papers of a followed case: the answer as a page and as a letter, and files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import public
from kholboo.documents.services.serving import serve
from kholboo.feedback.models import Case
from kholboo.feedback.queries import tracking
from kholboo.feedback.views.letter import letter_shown
from kholboo.feedback.views.tracking_doors import with_case
from kholboo.feedback.views.tracking_page import title_of


@public
@with_case
@require_GET
def file(request: HttpRequest, case: Case, key: UUID) -> HttpResponseBase:
    return serve(tracking.public_file(case, str(key)), request=request)


@public
@with_case
@require_GET
def answer(request: HttpRequest, case: Case, round: int) -> HttpResponse:
    found = tracking.answer_of(case, round)
    context = {"case": case, "title": title_of(case), "answer": found, "zone": case.office.zone}
    return render(request, "feedback/tracking/answer.html", context)


@public
@with_case
@require_GET
def letter(request: HttpRequest, case: Case, round: int) -> HttpResponse:
    return letter_shown(case, round)
