"""Is the number on this copy genuine? Anybody may ask, and learns of no person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kholboo.accounts.access import public
from kholboo.core.asker import address_of
from kholboo.standards import licences
from kholboo.standards.services.checks import looked_up


@public
@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """`?number=`: leads to the page of that number."""
    asked = request.GET.get("number", "")[: licences.LONGEST]
    number = licences.typed(asked)
    if number:
        return redirect("standards:licence", number)
    return render(request, "standards/licence.html", {"asked": asked})


@public
@require_GET
@never_cache
def licence(request: HttpRequest, licence_no: str) -> HttpResponse:
    found = looked_up(licence_no, asker=address_of(request))
    facts = {"asked": licence_no[: licences.LONGEST], "found": found}
    return render(request, "standards/licence.html", facts, status=200 if found else 404)
