"""Letting a person in, and the proof of a second factor kept in the session."""

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.access import SECOND_FACTOR, SECOND_FACTOR_AT
from kholboo.accounts.hooks import AccountEvent, account_event
from kholboo.accounts.models import User
from kholboo.accounts.rules import PASSWORD_TRIES, QUARTER, STAFF_SESSION
from kholboo.core import clock
from kholboo.core.asker import address_of
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.core.limits import knock

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def let_in(request: HttpRequest, user: User) -> None:
    """Open a session for a person who has just proved who they are."""
    login(request, user, backend=BACKEND)


def sign_in_by_password(request: HttpRequest, *, email: str, password: str) -> User:
    """Let staff in by password: half of the way, the second factor is still to come.

    Wrong address and wrong password get the same words in the same time.
    """
    address = email.strip().lower()
    knock("password-network", address_of(request), limit=3 * PASSWORD_TRIES, seconds=QUARTER)
    knock("password-target", address, limit=PASSWORD_TRIES, seconds=QUARTER)
    user = authenticate(request, email=address, password=password)
    if not isinstance(user, User) or not user.is_staff:
        raise RuleBroken(_("The e-mail address or the password is not right."))
    let_in(request, user)
    account_event.ring(AccountEvent("accounts.signed_in", user.pk, user.pk, {"by": "password"}))
    return user


def pass_second_factor(request: HttpRequest, user: User, *, by: str) -> None:
    """Remember in the session that the person showed a second factor."""
    request.session.cycle_key()
    request.session[SECOND_FACTOR] = True
    request.session[SECOND_FACTOR_AT] = clock.now().timestamp()
    request.session.set_expiry(int(STAFF_SESSION.total_seconds()))
    account_event.ring(AccountEvent("accounts.second_factor_passed", user.pk, user.pk, {"by": by}))


def open_demo_door(request: HttpRequest, user: User) -> None:
    """Be an invented person of the demonstration, second factor included. Not in production."""
    if not settings.DEMO_DOORS or not user.is_demo:
        raise NotFound(_("There is no such door."))
    let_in(request, user)
    account_event.ring(AccountEvent("accounts.demo_door_opened", user.pk, user.pk))
    if user.is_staff:
        pass_second_factor(request, user, by="demo door")
