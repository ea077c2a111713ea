"""The drawing of an application's procedure, with where it stands coloured. Read only."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.eservices.queries.drawn import drawn_of
from kholboo.eservices.views.page import read_application


@staff("eservices.read_application")
@require_GET
def drawing(request: StaffRequest, application: str) -> HttpResponse:
    found = read_application(request, application)
    drawn = drawn_of(found)
    facts = {
        "application": found,
        "procedure": found.version.procedure,
        "drawn": drawn,
    }
    return render(request, "eservices/desk/drawing.html", facts)
