"""Pages that editors write, and the files in them."""

from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import FileResponse, HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe
from wagtail.views import serve as serve_page

from kholboo.accounts.access import public
from kholboo.website.keeping import kept
from kholboo.website.queries import pages, sites
from kholboo.website.storage import public_media

FOR_EVER = "public, max-age=31536000, immutable"


@public
@require_safe
@kept
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page of this site, or else the head office's page that all sites show.

    What is not translated says so and is shown in Mongolian.
    """
    here = sites.known_here(request)
    try:
        response: HttpResponseBase = serve_page(request, path)
    except Http404:
        response = _inherited(request, here, path)
    found = getattr(response, "context_data", None) or {}
    if "page" in found:
        if "page" in request.GET:
            request.is_sheet = pages.has_sheet(found["page"], request.GET["page"])  # type: ignore[attr-defined]
        request.twins = SimpleLazyObject(partial(pages.twins_of, found["page"], here))  # type: ignore[attr-defined]
    return response


def _inherited(request: HttpRequest, here: sites.Here, path: str) -> HttpResponseBase:
    language, mongolian = sites.language(), settings.LANGUAGE_CODE
    found = sites.national_at(here, path, language)
    if found is None and language != mongolian:
        home = here.home_in(mongolian)
        found = sites.page_at(home, path) or sites.national_at(here, path, mongolian)
        request.is_untranslated = found is not None  # type: ignore[attr-defined]
    if found is None:
        raise Http404
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
