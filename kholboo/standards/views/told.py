"""What a letter told, and the way to get no more of them. The link is the right: no sign-in."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kholboo.accounts.access import public
from kholboo.core.errors import NotFound
from kholboo.standards.models import Watcher
from kholboo.standards.queries import told as queries
from kholboo.standards.queries.watching import watcher_at
from kholboo.standards.services import watching as services
from kholboo.standards.watching import read_token


@public
@never_cache
@require_safe
def told(request: HttpRequest, token: str) -> HttpResponse:
    """The standards of one letter and what happened to each; nothing of the person."""
    watcher, day, way = _read(token)
    digest = queries.digest_of(watcher, day)
    facts = {
        "day": day,
        "digest": digest,
        "lines": queries.lines_of(digest.news) if digest else [],
        "token": token,
        "way": way,
    }
    return _never_elsewhere(render(request, "standards/watching/told.html", facts))


@csrf_exempt
@public
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once, because programs that look into mail open every link in it. The button of a mail
    program posts here too (RFC 8058), with nothing but the link, which nobody can guess.
    """
    watcher, _day, way = _read(token)
    if request.method == "POST":
        services.stop_way(watcher, way)
    facts = {"token": token, "way": way, "is_stopped": request.method == "POST"}
    return _never_elsewhere(render(request, "standards/watching/stop.html", facts))


def _read(token: str) -> tuple[Watcher, date, str]:
    found = read_token(token)
    if found is None:
        raise NotFound(_("This link is not whole. Open it from the letter once more."))
    key, day, way = found
    return watcher_at(key), day, way


def _never_elsewhere(response: HttpResponse) -> HttpResponse:
    """The link is a right: no other site is told it, no search engine keeps it.

    Not `no-referrer`: under it a browser says `Origin: null` and no form of the page is taken.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
