"""The catalogue and the page of each standard; both addresses of a standard are permanent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.core.finding import asked
from kholboo.standards.queries import catalogue as queries
from kholboo.standards.queries.changes import history_of
from kholboo.standards.queries.classes import class_at, top_classes, trail_of
from kholboo.standards.queries.facets import Wanted
from kholboo.standards.queries.numbered import address_of
from kholboo.standards.queries.search import search
from kholboo.standards.queries.texts import text_of

LONGEST_CODE, LONGEST_NUMBER = 9, 3


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """`?q=` a number or words; `&ics=` a class; `&page=`. A number of one standard leads to it."""
    code = request.GET.get("ics", "")[:LONGEST_CODE]
    chosen = class_at(code) if code else None
    number = request.GET.get("page", "1")[:LONGEST_NUMBER]
    address = address_of(asked(request.GET.get("q", ""))) if not code else None
    if address:
        return redirect("standards:standard", address)
    found = search(
        request.GET.get("q", ""),
        wanted=Wanted(ics=chosen.pk if chosen else ""),
        number=int(number) if number.isdecimal() else 1,
    )
    facts = {
        "found": found,
        "held": queries.held(),
        "chosen": chosen,
        "trail": trail_of(chosen),
        "classes": chosen.children.all() if chosen else top_classes(),
        "is_narrowed": bool(found.words or chosen),
        "before": _address(found.words, code, found.number - 1),
        "after": _address(found.words, code, found.number + 1),
    }
    return render(request, "standards/catalogue.html", facts)


def _address(words: str, code: str, number: int) -> str:
    parts = {"q": words, "ics": code, "page": str(number) if number > 1 else ""}
    return urlencode({name: value for name, value in parts.items() if value})


@public
@require_safe
def read(request: HttpRequest, standard: str) -> HttpResponse:
    """A dated address shows that edition; an undated one the edition in force."""
    edition = queries.meant_by(standard)
    shown = queries.standing(edition)
    facts = {
        "shown": shown,
        "edition": edition,
        "text": text_of(edition),
        "editions": queries.editions_of(edition.work),
        "links": queries.links_of(edition),
        "history": history_of(edition),
        "classes": [(row, trail_of(row)) for row in edition.ics.all()],
        "permanent": reverse("standards:standard", args=[edition.slug]),
    }
    return render(request, "standards/standard.html", facts)
