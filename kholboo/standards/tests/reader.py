"""A reader of a standard that is sold: the right, the terms, the browser."""

from datetime import timedelta

from django.test import Client

from kholboo.core import clock
from kholboo.standards.models import Edition
from kholboo.standards.queries.terms import terms_in_force
from kholboo.standards.services import entitlements, terms
from kholboo.standards.tests.desk import BACKEND, person

SOLD_SLUG = "jishee-0002-2025"
SOLD, FREE = f"/standards/{SOLD_SLUG}/read/", "/standards/jishee-0001-2025/read/"
SECRET = "Хэмжилтийг (20 ± 2)"  # of clause 3, which is sold


def today():
    return clock.local_date(clock.now())


def edition():
    return Edition.objects.get(slug=SOLD_SLUG)


def grant(who, days=30):
    until = today() + timedelta(days=days)
    return entitlements.grant(edition(), who, until=until, actor=person("catalogue.head"))


def browser_of(user):
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser


def reader(user):
    """Who has agreed to the terms."""
    terms.accept(version=terms_in_force().version, actor=user)
    return browser_of(user)


def page(browser, address=SOLD):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()
