"""Pages of the sites, and the few pages that every site has without an editor."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.views import serve as serve_page

from kholboo.accounts.access import public
from kholboo.agency import queries as agency
from kholboo.website import hosts
from kholboo.website.queries import sites
from kholboo.website.storage import public_media

FOR_EVER = "public, max-age=31536000, immutable"


@public
@require_safe
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page of this site; one without a translation says so and is shown in Mongolian."""
    try:
        response: HttpResponseBase = serve_page(request, path)
    except Http404:
        response = _untranslated(request, path)
    return response


def _untranslated(request: HttpRequest, path: str) -> HttpResponseBase:
    here = sites.here(request)
    if here is None or get_language() == "mn":
        raise Http404
    found = sites.page_at(here.branch.home, path)
    if found is None:
        raise Http404
    request.is_untranslated = True  # type: ignore[attr-defined]
    response: HttpResponseBase = found.serve(request)
    return response


@public
@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A published picture or file. In production the proxy serves these itself."""
    storage = public_media()
    if not storage.exists(name):
        raise Http404
    headers = {
        "Cache-Control": FOR_EVER,
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return FileResponse(storage.open(name), headers=headers)


@public
@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    rows = [(branch, hosts.root_of(branch.office)) for branch in sites.branches()]
    return render(request, "website/departments.html", {"rows": rows})


@public
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    return render(request, "website/services.html", {"services": agency.services()})


@public
@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    here = sites.here(request)
    found = agency.service_by_code(code)
    aimag = here.office.aimag if here else None
    office, unit = agency.office_for(found, aimag)
    facts = {"service": found, "office": office, "unit": unit}
    return render(request, "website/service.html", facts)
