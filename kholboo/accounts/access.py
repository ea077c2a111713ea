"""Who may open a door. Every view wears exactly one of these marks; a test counts them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails

from kholboo.accounts.models import User
from kholboo.accounts.rules import FRESH_FOR
from kholboo.core import clock
from kholboo.core.errors import NotAllowed

# Set by a passed second factor (or a demo door) at sign-in; see services/doors.py.
SECOND_FACTOR = "second_factor"
# When it was shown last, in seconds of the epoch.
SECOND_FACTOR_AT = "second_factor_at"


class PublicRequest(HttpRequest):
    """A request anyone may send."""

    htmx: HtmxDetails


class MemberRequest(HttpRequest):
    """A request behind `@member`: somebody is signed in."""

    user: User
    htmx: HtmxDetails


class StaffRequest(HttpRequest):
    """A request behind `@staff`: the user is ours and showed a second factor."""

    user: User
    htmx: HtmxDetails


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def has_fresh_factor(request: HttpRequest) -> bool:
    """Whether the second factor was shown within FRESH_FOR."""
    shown_at = float(request.session.get(SECOND_FACTOR_AT, 0))
    return 0 <= clock.now().timestamp() - shown_at < FRESH_FOR.total_seconds()


def ask_factor(target: str) -> HttpResponse:
    """To the page that asks for the second factor again, and afterwards to `target`."""
    return redirect(f"{reverse('accounts:prove_again')}?{urlencode({'next': target})}")


def public(view: View) -> View:
    view.access = "public"  # type: ignore[attr-defined]
    return view


def member(view: View) -> View:
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access = "member"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def staff(permission: str, *, is_fresh: bool = False) -> Callable[[View], View]:
    """Open to staff whose post holds `permission` and who passed a second factor.

    `is_fresh`: within the last minutes (FRESH_FOR), or they are asked for it again.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm(permission):
                raise NotAllowed(_("Your post does not include this page."), permission=permission)
            if not request.session.get(SECOND_FACTOR):
                return redirect("accounts:second_factor")
            if is_fresh and not has_fresh_factor(request):
                return ask_factor(request.get_full_path())
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark
