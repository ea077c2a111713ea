"""Each host name its own site: strangers are turned away, rooms of the staff have one address."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from kholboo.website import hosts
from kholboo.website.queries import sites

# Doors that anybody may open but that belong to the main host: sign-in lives in its cookies.
OF_THE_MAIN_HOST = ("/account/", "/api/", "/health/")


class HostMiddleware:
    """An unknown name gets a page of its own, which repeats nothing of what was asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            host, _port = split_domain_port(request.get_host())
        except DisallowedHost:
            return unknown_host()
        request.is_department = hosts.is_of_a_department(host)  # type: ignore[attr-defined]
        if request.is_department:  # type: ignore[attr-defined]
            place = sites.here(request)
            if place is None or place.site.hostname != host:
                return unknown_host()
            # The app's manifest bears them; in the language that is active by then.
            request.site_name = SimpleLazyObject(partial(_name_of, place))  # type: ignore[attr-defined]
            request.site_place = SimpleLazyObject(partial(_place_of, place))  # type: ignore[attr-defined]
            # A letter that begins on a department's site is about its aimag, until told otherwise.
            request.site_aimag = place.office.aimag.slug  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """On a department's host only public pages open; the way to others leads to the main host."""
        if not request.is_department or not is_of_the_main_host(request, view):  # type: ignore[attr-defined]
            return None
        if request.method not in ("GET", "HEAD"):
            raise Http404
        return HttpResponseRedirect(f"{settings.PUBLIC_URL}{request.get_full_path()}")


def _name_of(place: sites.Here) -> str:
    return place.office.name


def _place_of(place: sites.Here) -> str:
    return place.office.aimag.name


def is_of_the_main_host(request: HttpRequest, view: Any) -> bool:
    path = request.path.removeprefix("/en") if request.path.startswith("/en/") else request.path
    return getattr(view, "access", "") != "public" or path.startswith(OF_THE_MAIN_HOST)


def unknown_host() -> HttpResponse:
    """Without the request: no host, path or language of the asker reaches the page."""
    with translation.override(settings.LANGUAGE_CODE):
        page = render_to_string("website/unknown_host.html", {"main": settings.PUBLIC_URL})
    return HttpResponse(page, status=404, headers={"Cache-Control": "no-store"})
