"""The registers as people search them: words, a number or a barcode, narrowed in the address."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.agency.queries import aimag_rows
from kholboo.core.errors import NotFound
from kholboo.core.finding import asked
from kholboo.documents.services.serving import serve
from kholboo.registers.queries import certificates as queries
from kholboo.registers.queries.search import Wanted, count_by_kind, search
from kholboo.registers.rules import ABOUT, NAMES, REGISTERS, SLUGS, Kind, State
from kholboo.registers.services.codes import address_in_code
from kholboo.registers.views.verify import misuse_of
from kholboo.standards.queries.catalogue import edition_at

LONGEST_KEY, LONGEST_SLUG = 18, 70


@dataclass(frozen=True)
class Place:
    """One register on the page of all of them."""

    name: object
    about: object
    href: str
    count: int


def kind_of(register: str) -> Kind:
    """Raises NotFound."""
    if register not in REGISTERS:
        raise NotFound(_("There is no such register."), register=register)
    return REGISTERS[register]


@public
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """`?q=` over all registers; without it what registers there are."""
    return _sheet(request, None)


@public
@require_safe
def register(request: HttpRequest, register: str) -> HttpResponse:
    return _sheet(request, kind_of(register))


@public
@require_safe
def certificate(request: HttpRequest, certificate: str) -> HttpResponse:
    found = queries.certificate_at(certificate)
    facts = {
        "certificate": found,
        "shown": queries.standing(found),
        "facts": queries.facts_of(found),
        "standards": list(queries.conformities(found)),
        "story": queries.story_of(found),
        "register": queries.slug_of(found),
        "register_name": NAMES[Kind(found.kind)],
        "misuse": misuse_of(found),
        "code": address_in_code(found),
    }
    return render(request, "registers/certificate.html", facts)


@public
@require_safe
def paper(request: HttpRequest, certificate: str) -> HttpResponseBase:
    """The sealed PDF: it says what the register says, so everybody may have it."""
    found = queries.certificate_at(certificate)
    if found.paper is None:
        raise NotFound(_("The paper of this certificate is being made. Try again in a minute."))
    return serve(found.paper, request=request)


def wanted_in(typed: QueryDict, kind: Kind | None) -> Wanted:
    """What cannot be is left out: an old address still shows something."""
    state, slug, holder = (typed.get(name, "") for name in ("state", "aimag", "holder"))
    standard = typed.get("standard", "")[:LONGEST_SLUG]
    return Wanted(
        kind=kind,
        state=State(state) if state in State.values else None,
        aimag=next((row for row in aimag_rows() if row.slug == slug), None),
        standard=edition_at(standard) if standard else None,
        holder=holder if len(holder) == 7 and holder.isascii() and holder.isdecimal() else "",
    )


def _sheet(request: HttpRequest, kind: Kind | None) -> HttpResponse:
    words, wanted = asked(request.GET.get("q", "")), wanted_in(request.GET, kind)
    is_narrowed = wanted != Wanted(kind=kind)
    is_list = kind is not None or bool(words) or is_narrowed
    after = request.GET.get("after", "")[:LONGEST_KEY]
    under = int(after) if after.isascii() and after.isdecimal() else None
    found = search(words, wanted=wanted, under=under) if is_list else None
    facts = {
        "found": found,
        "words": words,
        "wanted": wanted,
        "kind": kind,
        "name": NAMES[kind] if kind else "",
        "about": ABOUT[kind] if kind else "",
        "register": SLUGS[kind] if kind else "",
        "is_narrowed": is_narrowed,
        "is_later": under is not None,
        "states": State.choices,
        "aimags": aimag_rows(),
        "next": address(words, wanted, after=found.after) if found and found.after else "",
        "first": address(words, wanted),
        "all_of_it": address(words, Wanted(kind=kind)),
        "without_standard": address(words, replace(wanted, standard=None)),
        "without_holder": address(words, replace(wanted, holder="")),
        "places": [] if is_list else _places(),
    }
    return render(request, "registers/registers.html", facts)


def _places() -> list[Place]:
    counts = count_by_kind()
    return [
        Place(NAMES[kind], ABOUT[kind], reverse("registers:register", args=[slug]), counts[kind])
        for slug, kind in REGISTERS.items()
    ]


def address(words: str, wanted: Wanted, *, after: int | None = None) -> str:
    query = QueryDict(mutable=True)
    parts = {
        "q": words,
        "state": wanted.state or "",
        "aimag": wanted.aimag.slug if wanted.aimag else "",
        "standard": wanted.standard.slug if wanted.standard else "",
        "holder": wanted.holder,
        "after": str(after or ""),
    }
    query.update({name: str(value) for name, value in parts.items() if value})
    here = (
        reverse("registers:register", args=[SLUGS[wanted.kind]])
        if wanted.kind
        else reverse("registers:registers")
    )
    return f"{here}?{query.urlencode()}" if query else here
