"""The same pages as words alone, under `/plain/`.

A path of its own and not a question (`?plain`): it stays while one follows links, it can be kept
whole like any page, and search engines are told in one line to leave it.
"""

from copy import copy

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.ui.components.links import page_url, path_in
from kholboo.website import plain as words
from kholboo.website.keeping import KEEP

OK = 200
# Other pages have forms of several steps: they work without scripts as they are.
READ = frozenset({"feedback:answers", "feedback:answer", "wagtail_serve"})


@public
@require_safe
def plain(request: HttpRequest, path: str) -> HttpResponseBase:
    """The words of the page at `path` of this site."""
    address = page_url(f"/{path}")
    match = _readable(address)
    if match is None:
        return HttpResponseRedirect(_with_question(address, request.GET))
    response = match.func(_asked(request, address, match), *match.args, **match.kwargs)
    if hasattr(response, "render"):
        response = response.render()
    if not isinstance(response, HttpResponse) or response.status_code != OK:
        return response
    page = response.content.decode()
    facts = {
        "page_title": words.title_of(page),
        # Made of escaped words and of elements this house names.
        "words": mark_safe(words.words_of(page, lead)),  # noqa: S308
        "address": _with_question(address, request.GET),
    }
    answer = render(request, "website/plain.html", facts)
    if KEEP in response:
        answer[KEEP] = response[KEEP]
    return answer


def lead(address: str) -> str:
    """Links to pages that can be read as words alone lead there; others stay."""
    path, mark, rest = address.partition("?")
    path, hash_mark, place = path.partition("#")
    if not path.startswith("/") or path.startswith("//") or _readable(path) is None:
        return address
    bare = path_in("mn", path)
    plain_path = path_in("en" if path != bare else "mn", f"/plain{bare}")
    return f"{plain_path}{hash_mark}{place}{mark}{rest}"


def _readable(path: str) -> ResolverMatch | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    is_of_the_sites = match.view_name in READ or match.view_name.startswith("website_")
    is_itself = match.view_name in ("website_plain", "website_media")
    return match if is_of_the_sites and not is_itself else None


def _asked(request: HttpRequest, address: str, match: ResolverMatch) -> HttpRequest:
    """As if the page itself had been asked for."""
    asked = copy(request)
    asked.path = asked.path_info = address
    asked.META = {**request.META, "PATH_INFO": address}
    asked.resolver_match = match
    return asked


def _with_question(address: str, asked: QueryDict) -> str:
    return f"{address}?{asked.urlencode()}" if asked else address
