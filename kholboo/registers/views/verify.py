"""Is this certificate genuine, and does it hold today? By its code, its own address or its number."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

from kholboo.accounts.access import public
from kholboo.core.asker import address_of
from kholboo.core.errors import NotFound
from kholboo.registers import numbers
from kholboo.registers.models import Certificate
from kholboo.registers.queries import certificates as queries
from kholboo.registers.queries.keys import key_set, newest_list
from kholboo.registers.rules import Kind
from kholboo.registers.services import checks, codes

TOKEN = 26  # letters
# Which service of the agency a complaint about each kind belongs to, by its code.
SERVICES = {
    Kind.PRODUCT: "product_certification",
    Kind.TYPE: "type_test",
    Kind.BODY: "metrology_registration",
    Kind.STANDARD: "org_standard_registration",
    Kind.HALLMARK: "hallmark_certification",
}


@public
@require_GET
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """`?number=`: the verdict on a certificate with this number."""
    asked = " ".join(request.GET.get("number", "").split())[: numbers.LONGEST]
    found = checks.typed(asked, asker=address_of(request)) if asked else None
    return verdict(request, found, asked=asked)


@public
@require_GET
@never_cache
def verify(request: HttpRequest, signed: str) -> HttpResponse:
    """The address in the code of a certificate: signed, or 26 letters of its own.

    A number typed behind the address is asked for as one: “not ours” would be untrue of it.
    """
    number = numbers.parse(signed) if len(signed) <= numbers.LONGEST else None
    if number:
        return redirect(f"{reverse('registers:verify')}?{urlencode({'number': number})}")
    is_token = len(signed) == TOKEN
    found = queries.certificate_behind(signed) if is_token else codes.certificate_in(signed)
    return verdict(request, found, code=signed)


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone shows for a code without network; the same for everybody."""
    return render(request, "registers/offline.html")


@public
@require_GET
@cache_control(public=True, max_age=3600)
def keys(request: HttpRequest) -> HttpResponse:
    """Every key that ever signed a code, at an address that stays."""
    return JsonResponse(key_set(), content_type="application/jwk-set+json")


@public
@require_GET
@cache_control(public=True, max_age=300)
def status(request: HttpRequest) -> HttpResponse:
    """The signed list of states; 404 while there is none."""
    newest = newest_list()
    if newest is None:
        raise NotFound(_("There is no list of states yet."))
    version = f'"{newest.version}"'
    response = get_conditional_response(request, etag=version)
    if response is None:
        response = HttpResponse(bytes(newest.content), content_type="application/statuslist+cwt")
    response["ETag"] = version
    return response


def verdict(
    request: HttpRequest, found: Certificate | None, *, asked: str = "", code: str = ""
) -> HttpResponse:
    words = {"text": _("Number on the paper: %(number)s") % {"number": asked}} if asked else {}
    facts: dict[str, object] = {
        "asked": asked,
        "is_asked": bool(asked or code),
        "false_one": _complaint(**words),
    }
    if found is not None:
        checks.count(found, asker=address_of(request))
        facts |= {
            "shown": queries.standing(found),
            "certificate": found,
            "misuse": misuse_of(found),
        }
    status = 404 if found is None and facts["is_asked"] else 200
    return render(request, "registers/verify.html", facts, status=status)


def misuse_of(certificate: Certificate) -> str:
    """Where misuse of this mark is told: the form of a complaint, with the certificate in it."""
    service = SERVICES.get(Kind(certificate.kind), "")
    return _complaint(certificate=certificate.number, **({"service": service} if service else {}))


def _complaint(**told: str) -> str:
    return f"{reverse('feedback:start')}?{urlencode({'kind': 'complaint', **told})}"
