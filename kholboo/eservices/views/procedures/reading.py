"""Procedures and their versions, in words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.eservices.queries import describing, granting
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.rights import DRAFT_PROCEDURES, PUBLISH_PROCEDURES


@staff("eservices.read_procedure")
@require_GET
def procedures(request: StaffRequest) -> HttpResponse:
    facts = {"procedures": queries.procedures(), "today": clock.local_date(clock.now())}
    return render(request, "eservices/procedures/procedures.html", facts)


@staff("eservices.read_procedure")
@require_GET
def version(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    opened = queries.open_version(queries.version_at(procedure, version))
    read, earlier = opened.read, queries.before(opened.version)
    may_edit = opened.is_draft and request.user.has_perm(DRAFT_PROCEDURES)
    facts = {
        "opened": opened,
        "version": opened.version,
        # What only the certificate is wrong about can be put right on its page.
        "may_certify": may_edit and read is None and granting.is_apart(opened.version.files),
        "before": earlier if read else None,
        "differences": queries.differences_of(opened, earlier),
        "may_draft": request.user.has_perm(DRAFT_PROCEDURES),
        "may_edit": may_edit,
        "may_publish": request.user.has_perm(PUBLISH_PROCEDURES),
        "may_review": opened.may_review(request.user),
        "sheet": describing.sheet_of(read) if read else None,
    }
    return render(request, "eservices/procedures/version.html", facts)
