"""A text kept on a phone: the page that shows it without network, and how it stands today."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kholboo.accounts.access import public
from kholboo.core.asker import address_of
from kholboo.standards.queries import catalogue, keeping
from kholboo.standards.services import checks
from kholboo.standards.views.reading import user_of

LONGEST = 12


@public
@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    """The same for everybody: what it shows lies on the phone (kept.js)."""
    return render(request, "standards/reader/kept.html")


@public
@require_GET
@never_cache
def status(request: HttpRequest, standard: str) -> JsonResponse:
    """`?v=` the version of the copy."""
    checks.count_status(asker=address_of(request))
    edition = catalogue.meant_by(standard)
    version = request.GET.get("v", "")[:LONGEST]
    told = keeping.told_of(edition, user_of(request), version=version)
    answer: dict[str, object] = {"may": told.keeping is not None, "said": told.said}
    if told.keeping:
        answer["until"] = told.keeping.ends_at
    return JsonResponse(answer)
