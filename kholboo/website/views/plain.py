"""The same pages as words alone, under `/plain/`.

A path of its own and not a question (`?plain`): it stays while one follows links, it can be kept
whole like any page, and search engines are told in one line to leave it.
"""

from copy import copy
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.ui.components.links import page_url
from kholboo.website import plain as words
from kholboo.website.keeping import KEEP
from kholboo.website.queries import plain as queries
from kholboo.website.queries import sites

OK = 200
# What the page says about copies of itself is true of its words too.
OF_COPIES = (KEEP, "Cache-Control", "Vary")


@public
@require_safe
def plain(request: HttpRequest, path: str) -> HttpResponseBase:
    """The words of the page at `path` of this site."""
    address = page_url(f"/{path}")
    match = queries.match_of(address)
    if match is None:
        return HttpResponseRedirect(_with_question(address, request.GET))
    asked = _asked(request, address, match)
    response = match.func(asked, *match.args, **match.kwargs)
    if hasattr(response, "render"):
        response = response.render()
    if not isinstance(response, HttpResponse) or response.status_code != OK:
        return response
    return _words_of(request, asked, response, _with_question(address, request.GET))


def _words_of(
    request: HttpRequest, asked: HttpRequest, response: HttpResponse, address: str
) -> HttpResponse:
    page = response.content.decode()
    roots = [here.root for here in sites.offices()]
    said = words.words_of(page, partial(queries.lead, roots=roots), here=address)
    request.twins = SimpleLazyObject(partial(_twins_of, asked))  # type: ignore[attr-defined]
    facts = {
        "page_title": words.title_of(page),
        # Made of escaped words and of elements this house names.
        "words": mark_safe(said),  # noqa: S308
        "address": address,
    }
    answer = render(request, "website/plain.html", facts)
    for name in OF_COPIES:
        if name in response:
            answer[name] = response[name]
    return answer


def _twins_of(asked: HttpRequest) -> dict[str, str]:
    twins: dict[str, str] = getattr(asked, "twins", {})
    return {language: queries.plain_path(path) for language, path in twins.items()}


def _asked(request: HttpRequest, address: str, match: ResolverMatch) -> HttpRequest:
    """As if the page itself had been asked for; cookies and the session are the same."""
    asked = copy(request)
    asked.path = asked.path_info = address
    asked.resolver_match = match
    return asked


def _with_question(address: str, asked: QueryDict) -> str:
    return f"{address}?{asked.urlencode()}" if asked else address
