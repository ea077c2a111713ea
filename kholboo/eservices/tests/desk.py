"""People of the demonstration at the desk of applications."""

from typing import Any

from django.test import Client

from kholboo.accounts.access import SECOND_FACTOR, SECOND_FACTOR_AT
from kholboo.core import clock
from kholboo.eservices.models import Application
from kholboo.eservices.tests import stories

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def desk(name: str, *, is_fresh: bool = True) -> Client:
    """A browser in which this person has passed both factors, just now or long ago."""
    browser = Client()
    browser.force_login(stories.person(name), backend=BACKEND)
    session = browser.session
    session[SECOND_FACTOR] = True
    session[SECOND_FACTOR_AT] = clock.now().timestamp() if is_fresh else 0
    session.save()
    return browser


def address(application: Application, node: str = "", item: int | None = None) -> str:
    """The English page of an application, or of its waiting step."""
    home = f"/en/desk/services/{application.number}/"
    return f"{home}steps/{stories.step(application, node, item).pk}/" if node else home


def html(response: Any) -> str:
    content: str = response.content.decode()
    return content


def declare(browser: Client, page: str) -> None:
    browser.post(f"{page}declare/", {"has_conflict": "no"})
