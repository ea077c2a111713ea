"""The file an appeal carries, for whoever handles the appeal."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.audit import services as audit
from kholboo.documents.services.serving import serve
from kholboo.feedback.models import Case
from kholboo.feedback.queries import appeals, desk
from kholboo.feedback.queries.appeals import FirstCase
from kholboo.feedback.queries.sensitive import SITTING
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.views.kinds import KINDS


@staff("feedback.read_case")
@require_GET
def first_cases(request: StaffRequest, number: str) -> HttpResponse:
    """History keeps who read the first case, as if it had been opened itself."""
    case = desk.case_for(request.user, number)
    before = _looked_at(request, case)
    context = {
        "case": case,
        "firsts": [
            (
                first,
                KINDS[CaseKind(first.case.kind)],
                [
                    (
                        row.document.original_name,
                        reverse("feedback:first_file", args=[case.number, row.document_id]),
                    )
                    for row in first.files
                ],
            )
            for first in before
        ],
    }
    return render(request, "feedback/desk/first.html", context)


@staff("feedback.read_case")
@require_GET
def first_file(request: StaffRequest, number: str, key: UUID) -> HttpResponseBase:
    case = desk.case_for(request.user, number)
    _looked_at(request, case)
    return serve(appeals.file_before(case, str(key), user=request.user), request=request)


def _looked_at(request: StaffRequest, case: Case) -> list[FirstCase]:
    before = appeals.cases_before(case, user=request.user)
    for first in before:
        audit.record_view(first.case, actor=request.user, once_in=SITTING)
    return before
