"""A sign in the browser of whose account is open: what a phone keeps for one is not another's.

The cookie `account` says nothing about the person (a keyed hash) and opens nothing; scripts of our
own pages read it, also without network, to know whose kept pages may be shown and when to drop
them. Pages made for somebody who is signed in are private: no cache of the app keeps them.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from kholboo.accounts.models import User
from kholboo.core import seal

COOKIE = "account"
LETTERS = 16


def mark_of(user: object) -> str:
    """Empty for somebody who is not signed in."""
    return seal.blind("account-mark", str(user.pk))[:LETTERS] if isinstance(user, User) else ""


class AccountMark:
    """Costs nothing where there is no session: public pages stay the same for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        held = request.COOKIES.get(COOKIE, "")
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified
        if not held and not has_session:
            return response
        mark = mark_of(request.user)
        if mark and response.get("Content-Type", "").startswith("text/html"):
            patch_cache_control(response, private=True)
        if mark != held:
            self._say(response, mark)
        return response

    @staticmethod
    def _say(response: HttpResponse, mark: str) -> None:
        if not mark:
            response.delete_cookie(COOKIE, samesite="Lax")
            return
        response.set_cookie(
            COOKIE,
            mark,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
