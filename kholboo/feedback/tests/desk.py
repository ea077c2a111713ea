"""People of the demonstration at the desk, and cases that lie where they work."""

from django.test import Client

from kholboo.accounts.access import SECOND_FACTOR, SECOND_FACTOR_AT
from kholboo.accounts.models import User
from kholboo.agency.queries import aimags, service_by_code
from kholboo.core import clock
from kholboo.feedback.models import Case
from kholboo.feedback.tests import factories

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def person(name: str) -> User:
    """`person("officer.orkhon")`: one of the invented people, with their post."""
    return User.objects.get(email=f"{name}@demo.invalid")


def desk_of(user: User, *, is_fresh: bool = False) -> Client:
    """A browser in which this person has passed both factors, just now or long ago."""
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    session = browser.session
    session[SECOND_FACTOR] = True
    session[SECOND_FACTOR_AT] = clock.now().timestamp() if is_fresh else 0
    session.save()
    return browser


def desk(name: str, *, is_fresh: bool = False) -> Client:
    return desk_of(person(name), is_fresh=is_fresh)


def orkhon(**more: object) -> Case:
    """A case the department of Orkhon answers."""
    return factories.case(aimag=aimags().get(slug="orkhon"), **more)


def verification(**more: object) -> Case:
    """A case of the head office's verification unit."""
    capital = aimags().get(is_capital=True)
    return factories.case(aimag=capital, service=service_by_code("verification"), **more)


def html(response):
    return response.content.decode()


def status_of(browser, address):
    """The status of a file's address; the file is read to its end and so closed again."""
    response = browser.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code
