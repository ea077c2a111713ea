"""Finding in the registers: words in any form, holders, numbers, barcodes, sheets by key."""

import pytest
from django.test import Client

from kholboo.agency.models import Aimag
from kholboo.registers.granting import Holder
from kholboo.registers.models import Certificate
from kholboo.registers.queries.search import Wanted, search
from kholboo.registers.rules import SHEET, Kind, State
from kholboo.registers.services import changing
from kholboo.registers.tests.factories import GROUND, certificate
from kholboo.standards.models import Edition

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def bread(django_db_setup, django_db_blocker):
    """One certificate beside the samples, once for the module."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield certificate(
            holder=Holder("Тестийн Гурил ХХК", "5999999"),
            title={"mn": "Гурилан бүтээгдэхүүн", "en": "Flour products"},
            particulars={"barcodes": ["4006381333931"], "products": ["Наран боов"]},
            standards=[Edition.objects.get(slug="mns-6858-2020")],
        )
        transaction.set_rollback(True)


def found(words, **narrowed):
    return [row.certificate for row in search(words, wanted=Wanted(**narrowed)).rows]


@pytest.mark.parametrize(
    "words",
    ["гурилан", "гурилын бүтээгдэхүүнээр", "flour product", "Наран боовны", "5999999",
     "4006381333931", "4006381 333931", "MNS 6858 гурил", "Тестийн гурил"],
)  # fmt: skip
def test_words_in_any_form_find_it(bread, words):
    assert bread in found(words)


def test_a_number_finds_one(bread):
    assert found(f"№ {bread.number}") == [bread]


def test_a_barcode_with_a_wrong_digit_is_said_to_be_so(bread):
    assert search("4006381333932").is_wrong_barcode
    assert not search("4006381333931").is_wrong_barcode


def test_it_is_narrowed_by_register_state_aimag_standard_and_holder(bread):
    orkhon, uvs = (Aimag.objects.get(slug=slug) for slug in ("orkhon", "uvs"))
    edition = Edition.objects.get(slug="mns-6858-2020")

    assert bread in found("гурил", kind=Kind.PRODUCT, aimag=orkhon, state=State.VALID)
    assert bread in found("", standard=edition, holder="5999999")
    assert bread not in found("гурил", kind=Kind.SERVICE)
    assert bread not in found("гурил", aimag=uvs)
    changing.suspend(bread, ground=GROUND, actor=None)
    assert bread not in found("гурил", state=State.VALID)
    assert bread in found("гурил", state=State.SUSPENDED)


def test_sheets_show_everything_once(bread):
    for _each in range(2 * SHEET):
        certificate()
    seen, under = [], None
    while True:
        sheet = search("", under=under)
        seen += [row.certificate.pk for row in sheet.rows]
        if sheet.after is None:
            break
        under = sheet.after

    assert seen == sorted(Certificate.objects.values_list("pk", flat=True), reverse=True)


def test_pages_open_with_a_fixed_number_of_questions(bread, django_assert_max_num_queries):
    browser = Client()
    for path in (
        "/registers/",
        "/registers/products/?q=гурил",
        "/registers/?q=гурил&state=valid&aimag=orkhon&after=x&standard=mns-6858-2020",
        "/registers/hallmarks/?q=юубайхгүй",
        f"/registers/certificates/{bread.number}/",
        "/en/registers/products/",
    ):
        with django_assert_max_num_queries(14):
            assert browser.get(path).status_code == 200, path
    assert browser.get("/registers/nothing/").status_code == 404
    assert browser.get("/registers/certificates/11-26-000001-0/").status_code == 404


def test_the_site_finds_certificates(bread):
    page = Client().get("/search/", {"q": "Наран боов"}).content.decode()

    assert bread.number in page
