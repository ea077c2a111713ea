"""A bakery applies: its people, its answers as a browser sends them, its papers."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kholboo.accounts.tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from kholboo.documents.tests.files import png
from kholboo.eservices.models import Draft, ProcedureVersion
from kholboo.eservices.services import starter

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEY = "product-certification"
PAPERS = ("request_letter", "state_registration", "label_design")
ORGANISATION = {
    "shown": "organisation_name organisation_register contact_name contact_phone contact_email",
    "organisation_name": "Атар талх ХХК",
    "organisation_register": "5123456",
    "contact_name": "Дулмаа",
    "contact_phone": "9911 2233",
    "contact_email": "",
}
PRODUCTS = {
    "shown": "",
    "products-rows": "1",
    "products-0-name": "Цагаан талх",
    "products-0-kind": "bread",
    "products-0-standard": "MNS 9999 : 2020",
    "products-0-composition": "Гурил, ус, давс",
    "products-0-brand": "",
    "products-0-gtin": "",
}
PLACE = {
    "shown": "production_aimag production_address workers",
    "production_aimag": "orkhon",
    "production_address": "Баян-Өндөр сум, 5-р баг",
    "workers": "12",
}
PREVIOUS = {"shown": "had_certificate", "had_certificate": "no"}
DECLARATION = {"shown": "declaration", "declaration": "on"}


def load():
    """The procedures of the demonstration; the first version is valid today."""
    starter.load(is_demo=True)
    return ProcedureVersion.objects.get(procedure__key=KEY, number=1)


def bakery(*, is_confirmed=True):
    """A person who speaks for a bakery."""
    user = UserFactory.create(phone="99112233")
    organisation = OrganisationFactory.create(register="5123456", name="Атар талх ХХК")
    MembershipFactory.create(
        user=user,
        organisation=organisation,
        confirmed_at=timezone.now() if is_confirmed else None,
    )
    return user, organisation


def browser_of(user):
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser


def begun(browser, who="myself"):
    """The key of a draft that was just begun."""
    response = browser.post(f"/services/online/{KEY}/start/", {"who": who})
    assert response.status_code == 302, response.content.decode()
    return Draft.objects.latest("created_at").key


def paper(name="letter.png"):
    return SimpleUploadedFile(name, png(), content_type="image/png")


def fill(browser, key, **other):
    """Every page in its order, as somebody without JavaScript sends them."""
    pages = {
        "organisation": ORGANISATION,
        "products": PRODUCTS,
        "place": PLACE,
        "previous": PREVIOUS,
        "documents": {name: paper(f"{name}.png") for name in PAPERS},
        "declaration": DECLARATION,
    }
    for page, answers in pages.items():
        response = browser.post(
            f"/services/draft/{key}/{page}/", {**answers, **other.get(page, {})}
        )
        assert response.status_code == 302, response.content.decode()
    return response


def sent(browser, who="myself", **other):
    """The number of an application that was filled in and sent."""
    key = begun(browser, who)
    fill(browser, key, **other)
    response = browser.post(f"/services/draft/{key}/check/")
    assert response.status_code == 302, response.content.decode()
    return Draft.objects.select_related("application").get(pk=key).application
