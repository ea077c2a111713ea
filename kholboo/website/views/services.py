"""The services of the agency: a list, and a page for each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.agency import queries as agency
from kholboo.agency.models import ServiceGroup
from kholboo.website.keeping import kept
from kholboo.website.queries import services as queries
from kholboo.website.queries import sites

LONGEST_PLACE = 50  # signs; no aimag's name in an address is longer


@public
@require_safe
@kept
def services(request: HttpRequest) -> HttpResponse:
    known = list(agency.services())
    groups = [
        (group.label, [service for service in known if service.group == group])
        for group in ServiceGroup
    ]
    return render(request, "website/services/list.html", {"groups": groups})


@public
@require_safe
@kept
def service(request: HttpRequest, code: str) -> HttpResponse:
    """`?place=` (an aimag) asks who delivers it there; a department's site speaks for itself."""
    found = agency.service_by_code(code)
    here = sites.here(request)
    place = request.GET.get("place", "")[:LONGEST_PLACE]
    facts = {
        "about": queries.about(found, language=sites.language(), here=here, place=place),
        "aimags": [] if here and here.is_department else agency.aimags(),
    }
    return render(request, "website/services/page.html", facts)
