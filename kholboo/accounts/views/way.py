"""Where a person wanted to go before we asked who they are."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kholboo.accounts.links import start_of
from kholboo.accounts.models import User

NEXT = "next"
# Kept in the session while the second factor is asked for.
AFTER = "after_second_factor"


def wanted(request: HttpRequest) -> str:
    """The address to go on to, if it is one of ours; otherwise empty.

    It must begin at the root: `redirect` would look for a view named like anything else.
    """
    target = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    if target.startswith("/") and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return target
    return ""


def onward(request: HttpRequest) -> str:
    """The address to go on to, or the page where this person begins."""
    user = request.user
    start = start_of(user) if isinstance(user, User) else "accounts:home"
    return wanted(request) or reverse(start)


def doors_are_open() -> bool:
    """Whether the demo doors may be shown."""
    return bool(settings.DEMO_DOORS)
