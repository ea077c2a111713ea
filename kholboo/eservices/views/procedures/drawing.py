"""The drawing of a version: shown to readers, changed in the browser by who drafts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.eservices.engine.bundle import DRAWING
from kholboo.eservices.forms.procedures import Seen
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.rights import DRAFT_PROCEDURES


@staff("eservices.read_procedure")
@require_GET
def drawing(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    """What is drawn anew is kept by the form of the file's text, checked like typed text."""
    opened = queries.open_version(queries.version_at(procedure, version))
    facts = {
        "opened": opened,
        "version": opened.version,
        "problems": opened.problems_of(DRAWING),
        "form": Seen(initial={"seen": opened.seen}),
        "source": opened.version.files.get(DRAWING, ""),
        "may_edit": opened.is_draft and request.user.has_perm(DRAFT_PROCEDURES),
    }
    return render(request, "eservices/procedures/drawing.html", facts)
