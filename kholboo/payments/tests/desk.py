"""People of the demonstration at the cashier's desk."""

import time

from django.test import Client

from kholboo.accounts.access import SECOND_FACTOR, SECOND_FACTOR_AT
from kholboo.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def person(name: str = "cashier.orkhon") -> User:
    return User.objects.get(email=f"{name}@demo.invalid")


def desk(name: str = "cashier.orkhon", *, is_fresh: bool = True) -> Client:
    """A browser in which this person has passed both factors, the second a moment ago."""
    browser = Client()
    browser.force_login(person(name), backend=BACKEND)
    session = browser.session
    session[SECOND_FACTOR] = True
    if is_fresh:
        session[SECOND_FACTOR_AT] = time.time()
    session.save()
    return browser


def html(response):
    return response.content.decode()
