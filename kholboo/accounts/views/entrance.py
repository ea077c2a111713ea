"""The citizen's entrance: an address, then the code we sent there."""

from uuid import UUID

from django.contrib.auth import logout as end_session
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import PublicRequest, public
from kholboo.accounts.forms import AddressForm, CodeForm
from kholboo.accounts.rules import CODE_LIFE, Address
from kholboo.accounts.services import codes, doors
from kholboo.accounts.views.way import NEXT, doors_are_open, onward, wanted
from kholboo.core.asker import address_of
from kholboo.core.edge import errors_on

WAITING = "login_code"


@public
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: PublicRequest) -> HttpResponse:
    """Ask where to send the code. The answer is the same for every address."""
    if request.user.is_authenticated and request.method == "GET":
        return redirect(onward(request))
    form = AddressForm(request.POST or None)
    if form.is_valid():
        address: Address = form.cleaned_data["address"]
        row = codes.request_code(
            address, language=get_language() or "mn", asker=address_of(request)
        )
        request.session[WAITING] = [str(row.key), address.channel, address.to, wanted(request)]
        return redirect("account_code")
    return render(
        request,
        "accounts/login.html",
        {"form": form, "next": wanted(request), "has_doors": doors_are_open()},
        status=422 if form.errors else 200,
    )


@public
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: PublicRequest) -> HttpResponse:
    """Take the code and let the person in."""
    waiting = request.session.get(WAITING)
    if not waiting:
        return redirect("account_login")
    key, channel, to, target = waiting
    address = Address(channel, to)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            user = codes.enter_code(
                UUID(key), address, form.cleaned_data["code"], language=get_language() or "mn"
            )
            del request.session[WAITING]
            doors.let_in(request, user)
            return redirect(target or "accounts:home")
    return render(
        request,
        "accounts/code.html",
        {
            "form": form,
            "address": address,
            "minutes": int(CODE_LIFE.total_seconds() // 60),
            "again": _login_with(target),
        },
        status=422 if form.errors else 200,
    )


@public
@require_POST
def logout(request: PublicRequest) -> HttpResponse:
    end_session(request)
    response = redirect("account_login")
    # Phones are shared: a receipt goes as well. What scripts keep is dropped by our own (app.js),
    # for clearing the whole store would lose letters that wait to be sent.
    response["Clear-Site-Data"] = '"cookies"'
    return response


def _login_with(target: str) -> str:
    query = "?" + urlencode({NEXT: target}) if target else ""
    return reverse("account_login") + query
