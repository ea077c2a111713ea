"""The catalogue as people search it: words or a number, narrowed by facets, all in the address."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.core.finding import asked
from kholboo.standards.models import IcsClass
from kholboo.standards.numbers import FIRST_YEAR, LAST_YEAR
from kholboo.standards.queries import catalogue as queries
from kholboo.standards.queries import committees
from kholboo.standards.queries.classes import class_at, classes_of, trail_of
from kholboo.standards.queries.facets import Counted, Wanted
from kholboo.standards.queries.nearly import FEW, going_on, meant_words
from kholboo.standards.queries.numbered import address_of
from kholboo.standards.queries.search import search
from kholboo.standards.rules import ORDER, Kind, Status
from kholboo.standards.services import unmet
from kholboo.standards.services.watching import Asked, watch_by

LONGEST_CODE, LONGEST_NUMBER, LONGEST_COMMITTEE = 9, 3, 20
YEARS_AT_ONCE = 12


@dataclass(frozen=True)
class Choice:
    label: str
    href: str
    count: int = 0
    language: str = ""


@dataclass(frozen=True)
class Facet:
    """`chosen` leads back to everything; `more` are choices that stand behind a key."""

    label: str
    chosen: Choice | None
    choices: list[Choice]
    more: list[Choice]
    more_label: str = ""


@public
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """`?q=` a number or words; `&ics=`, `&status=`, `&kind=`, `&year=`, `&committee=` narrow; `&page=`.

    A number of one standard leads to it.
    """
    words, wanted = asked(request.GET.get("q", "")), wanted_in(request.GET)
    chosen = class_at(wanted.ics) if wanted.ics else None
    address = address_of(words) if wanted == Wanted() else None
    if address:
        return redirect("standards:standard", address)
    number = request.GET.get("page", "1")[:LONGEST_NUMBER]
    found = search(words, wanted=wanted, number=int(number) if number.isdecimal() else 1)
    is_poor = bool(words) and (not found.has_all or found.total < FEW) and not found.is_number
    if is_poor and wanted == Wanted() and (not found.total or not found.has_all):
        unmet.note(words)
    facts = {
        "found": found,
        "held": queries.held(),
        "chosen": chosen,
        "trail": trail_of(chosen),
        "facets": [] if found.is_number else _facets(words, wanted, chosen, found.counted),
        "is_narrowed": wanted != Wanted(),
        "wanted": {name: value for name, value in vars(wanted).items() if value},
        "meant": meant_words(words) if is_poor else "",
        "all_of_it": _address(words, Wanted()),
        "before": _address(words, wanted, found.number - 1),
        "after": _address(words, wanted, found.number + 1),
    }
    if not found.is_number and (words or wanted != Wanted()):
        facts |= _follow(request, words, wanted, chosen)
    return render(request, "standards/catalogue.html", facts)


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """`?q=` what somebody is typing: a few standards it may become, as a part of a page."""
    rows = going_on(asked(request.GET.get("q", "")))
    return render(request, "standards/suggested.html", {"rows": rows})


def _follow(
    request: HttpRequest, words: str, wanted: Wanted, chosen: IcsClass | None
) -> dict[str, object]:
    """What of this page can be followed, and is; standards with a number are followed on their own."""
    is_field = not words and wanted == Wanted(ics=wanted.ics)
    thing = chosen if chosen and is_field else Asked(words, wanted)
    return {
        "follow": _address(words, wanted).partition("?")[2],
        "follow_label": _("Follow this field") if is_field else _("Follow this search"),
        "followed": watch_by(request.user, thing),
    }


def wanted_in(typed: QueryDict) -> Wanted:
    """What cannot be is left out: an old address still shows something."""
    year = typed.get("year", "")[:4]
    is_year = year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR
    status, kind = typed.get("status", ""), typed.get("kind", "")
    return Wanted(
        ics=typed.get("ics", "")[:LONGEST_CODE].strip("."),
        status=status if status in Status.values else "",
        kind=kind if kind in Kind.values else "",
        year=int(year) if is_year else None,
        committee=_committee(typed.get("committee", "")),
    )


def _committee(number: str) -> str:
    number = number[:LONGEST_COMMITTEE]
    return number if number in committees.names_of([number]) else ""


def _facets(words: str, wanted: Wanted, chosen: IcsClass | None, found: Counted) -> list[Facet]:
    by = found.by
    known = classes_of([code for code, _count in by.get("ics", [])])
    fields = [
        Choice(
            str(known[code]),
            _address(words, replace(wanted, ics=code)),
            count,
            known[code].language,
        )
        for code, count in sorted(by.get("ics", []))
        if code in known
    ]
    up = replace(wanted, ics=chosen.parent_id or "") if chosen else wanted
    here = Choice(str(chosen), _address(words, up), language=chosen.language) if chosen else None
    counts = {name: dict(rows) for name, rows in by.items()}
    years = sorted(by.get("year", []), reverse=True)
    return [
        _facet(
            _("Status"),
            "status",
            {row.value: str(row.label) for row in ORDER},
            words,
            wanted,
            counts,
        ),
        Facet(pgettext("standards", "Field"), here, fields, []),
        _facet(
            _("Whose text"),
            "kind",
            {row.value: str(row.label) for row in Kind},
            words,
            wanted,
            counts,
        ),
        _committees(words, wanted, by.get("committee", []), counts),
        _facet(_("Year"), "year", {year: year for year, _count in years}, words, wanted, counts),
    ]


def _committees(
    words: str,
    wanted: Wanted,
    found: list[tuple[str, int]],
    counts: dict[str, dict[str, int]],
) -> Facet:
    """Those with the most standards first."""
    most_first = [number for number, _count in sorted(found, key=lambda row: -row[1])]
    names = committees.names_of([wanted.committee, *most_first])
    labels = {
        number: names[number] for number in [wanted.committee, *most_first] if number in names
    }
    facet = _facet(_("Technical committee"), "committee", labels, words, wanted, counts)
    return replace(facet, more_label=_("More committees"))


def _facet(  # noqa: PLR0913  # a facet hangs on all of these
    label: str,
    name: str,
    labels: dict[str, str],
    words: str,
    wanted: Wanted,
    counts: dict[str, dict[str, int]],
) -> Facet:
    value = getattr(wanted, name)
    if value:
        back = _address(words, _with(wanted, name, None if name == "year" else ""))
        return Facet(label, Choice(labels.get(str(value), str(value)), back), [], [])
    rows = [
        Choice(text, _address(words, _with(wanted, name, key)), counts[name][key])
        for key, text in labels.items()
        if counts.get(name, {}).get(key)
    ]
    return Facet(label, None, rows[:YEARS_AT_ONCE], rows[YEARS_AT_ONCE:])


def _with(wanted: Wanted, name: str, value: Any) -> Wanted:
    return replace(wanted, **{name: value})


def _address(words: str, wanted: Wanted, number: int = 1) -> str:
    query = QueryDict(mutable=True)
    parts = {"q": words, **vars(wanted), "page": number if number > 1 else ""}
    query.update({name: str(value) for name, value in parts.items() if value})
    here = reverse("standards:catalogue")
    return f"{here}?{query.urlencode()}" if query else here
