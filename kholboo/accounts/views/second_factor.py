"""The second factor: showing it, setting it up, looking after it. For staff only."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts import queries
from kholboo.accounts.access import SECOND_FACTOR, MemberRequest, has_fresh_factor, member
from kholboo.accounts.forms import CodeForm, NewPasskeyForm, PasskeyForm
from kholboo.accounts.links import start_of
from kholboo.accounts.services import doors, second_factor
from kholboo.accounts.views.way import AFTER, onward
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotAllowed, NotFound


def _require_staff(request: MemberRequest) -> None:
    if not request.user.is_staff:
        raise NotFound(_("This page is for the people who work here."))


def _require_trust(request: MemberRequest) -> None:
    """Whoever has a key must show it before touching the keys; the first key needs none."""
    _require_staff(request)
    if not request.session.get(SECOND_FACTOR) and queries.has_second_factor(request.user):
        raise NotAllowed(_("Show your key first, then you can change your keys."))


def _changes_keys(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A key made or taken away asks for the old one anew.

    Without that, who finds an open session makes a key of their own, and with it passes every
    door that asks for a fresh proof.
    """

    @wraps(view)
    def guarded(request: MemberRequest, **parts: int) -> HttpResponse:
        _require_trust(request)
        if queries.has_second_factor(request.user) and not has_fresh_factor(request):
            # Back to a page, never to the press of a button.
            after = reverse("accounts:keys") if parts else request.path
            return redirect(f"{reverse('accounts:prove_again')}?{urlencode({'next': after})}")
        return view(request, **parts)

    return guarded


def _passed(request: MemberRequest, by: str) -> HttpResponse:
    target = request.session.pop(AFTER, "")
    doors.pass_second_factor(request, request.user, by=by)
    if not queries.has_recovery_codes(request.user):
        return redirect("accounts:recovery_codes")
    return redirect(target or start_of(request.user))


@member
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: MemberRequest) -> HttpResponse:
    """Show the second factor; those who have none yet are led to set one up."""
    _require_staff(request)
    if request.session.get(SECOND_FACTOR) or not queries.has_second_factor(request.user):
        return redirect("accounts:keys")
    return _proved(request, _passed)


@member
@never_cache
@require_http_methods(["GET", "POST"])
def prove_again(request: MemberRequest) -> HttpResponse:
    """The same proof once more, before something that could do much harm."""
    _require_staff(request)
    if not request.session.get(SECOND_FACTOR):
        return redirect("accounts:second_factor")
    return _proved(request, _passed_again, is_again=True)


def _passed_again(request: MemberRequest, by: str) -> HttpResponse:
    target = onward(request)
    doors.pass_second_factor(request, request.user, by=by)
    return redirect(target)


def _proved(
    request: MemberRequest,
    passed: Callable[[MemberRequest, str], HttpResponse],
    *,
    is_again: bool = False,
) -> HttpResponse:
    """Ask for a code or a passkey; `passed` goes on with the way it was shown."""
    form, passkey = CodeForm(), PasskeyForm()
    if "credential" in request.POST:
        passkey = PasskeyForm(request.POST)
        if passkey.is_valid():
            with errors_on(passkey):
                credential = passkey.cleaned_data["credential"]
                second_factor.check_passkey(request.user, credential=credential)
                return passed(request, "passkey")
    elif request.method == "POST":
        form = CodeForm(request.POST)
        if form.is_valid():
            with errors_on(form):
                by = second_factor.check_code(request.user, form.cleaned_data["code"])
                return passed(request, by)
    return render(
        request,
        "accounts/second_factor.html",
        {
            "form": form,
            "passkey": passkey,
            "passkey_options": second_factor.passkey_question(request.user),
            "is_again": is_again,
            "has_no_key": not queries.has_second_factor(request.user),
        },
        status=422 if form.errors or passkey.errors else 200,
    )


@member
@never_cache
@require_GET
def keys(request: MemberRequest) -> HttpResponse:
    """The app and the passkeys of this person, and how to add one."""
    _require_trust(request)
    return render(
        request,
        "accounts/keys.html",
        {
            "keys": queries.keys_of(request.user),
            "has_codes": queries.has_recovery_codes(request.user),
            "passkey_url": reverse("accounts:add_passkey"),
            "app_url": reverse("accounts:add_app"),
        },
    )


@member
@never_cache
@require_http_methods(["GET", "POST"])
@_changes_keys
def add_app(request: MemberRequest) -> HttpResponse:
    """Connect an authenticator app: scan, then prove it with a code."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            second_factor.add_app(request.user, code=form.cleaned_data["code"])
            return _passed(request, "totp")
    secret = second_factor.offered_app() if form.is_bound else second_factor.offer_app()
    return render(
        request,
        "accounts/add_app.html",
        {
            "form": form,
            "secret": secret,
            "picture": second_factor.app_picture(request.user, secret),
        },
        status=422 if form.errors else 200,
    )


@member
@never_cache
@require_http_methods(["GET", "POST"])
@_changes_keys
def add_passkey(request: MemberRequest) -> HttpResponse:
    """Make a passkey in the browser and keep its public half."""
    form = NewPasskeyForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            second_factor.add_passkey(request.user, **form.cleaned_data)
            return _passed(request, "passkey")
    return render(
        request,
        "accounts/add_passkey.html",
        {"form": form, "passkey_options": second_factor.passkey_offer(request.user)},
        status=422 if form.errors else 200,
    )


@member
@never_cache
@require_http_methods(["GET", "POST"])
@_changes_keys
def recovery_codes(request: MemberRequest) -> HttpResponse:
    """Ten codes for the day the phone is lost; shown once, after the button was pressed."""
    shown = second_factor.new_recovery_codes(request.user) if request.method == "POST" else []
    return render(
        request,
        "accounts/recovery_codes.html",
        {
            "codes": shown,
            "has_codes": queries.has_recovery_codes(request.user),
            "home_url": reverse(start_of(request.user)),
        },
    )


@member
@require_POST
@_changes_keys
def remove_key(request: MemberRequest, key_id: int) -> HttpResponse:
    second_factor.remove(request.user, key_id)
    return redirect("accounts:keys")
