"""Is this certificate genuine, and does it hold today? By its code, its own address or its number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kholboo.accounts.access import public
from kholboo.core.asker import address_of
from kholboo.registers import numbers
from kholboo.registers.models import Certificate
from kholboo.registers.queries import certificates as queries
from kholboo.registers.services import checks


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
    """The address on a certificate: 26 letters of its own."""
    found = queries.certificate_behind(signed)
    return verdict(request, found, code=signed)


def verdict(
    request: HttpRequest, found: Certificate | None, *, asked: str = "", code: str = ""
) -> HttpResponse:
    facts: dict[str, object] = {"asked": asked, "is_asked": bool(asked or code)}
    if found is not None:
        checks.count(found)
        facts |= {
            "shown": queries.standing(found),
            "certificate": found,
            "misuse": misuse_of(found),
        }
    status = 404 if found is None and facts["is_asked"] else 200
    return render(request, "registers/verify.html", facts, status=status)


def misuse_of(certificate: Certificate) -> str:
    """Where misuse of this mark is told: the form of a complaint, with the number in it."""
    return f"{reverse('feedback:start')}?{urlencode({'kind': 'complaint', 'certificate': certificate.number})}"
