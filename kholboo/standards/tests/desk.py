"""People of the catalogue at their desk, and changes they propose."""

from datetime import date

from django.test import Client

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.accounts.models import User
from kholboo.standards.models import Edition
from kholboo.standards.services import catalogue, changes
from kholboo.standards.services.changes import Wish

ADDRESS = "/standards/desk/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def person(name="cataloguer"):
    return User.objects.get(email=f"{name}@demo.invalid")


def desk_of(user):
    """A browser in which this person has passed both factors."""
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    session = browser.session
    session[SECOND_FACTOR] = True
    session.save()
    return browser


def desk(name="cataloguer"):
    return desk_of(person(name))


def edition(number="MNS 9001", year=2024, **facts):
    facts = {"title_mn": "Морины эмээл", "effective_on": date(2024, 1, 1)} | facts
    return catalogue.keep(number, year, **facts)


def proposal(of=None, **facts):
    """A change the officer proposed; of the standard MNS 6858 : 2020 unless another is said."""
    of = of or Edition.objects.get(slug="mns-6858-2020")
    return changes.propose(Wish(facts or {"title_mn": "Шинэ нэр"}), edition=of, actor=person())


def html(response):
    return response.content.decode()


def fields(response, **typed):
    """What a browser would send back: the form as the page shows it, with `typed` over it."""
    form = response.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "decompress"):
            parts = bound.field.widget.decompress(value)
            sent |= boxes(bound.name, parts)
        elif value not in (None, False):
            sent[bound.name] = value
    return sent | {"seen": response.context["seen"]} | typed


def day(name, when):
    parts = (when.year, when.month, when.day) if when else ("", "", "")
    return boxes(name, parts)


def boxes(name, parts):
    """The three boxes of a day as the form names them."""
    return {
        f"{name}_{part}": "" if value is None else value
        for part, value in zip(("year", "month", "day"), parts, strict=True)
    }
