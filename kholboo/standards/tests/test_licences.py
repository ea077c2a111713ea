"""The number on a copy tells anybody whether it is genuine, and nobody who reads it."""

import re

import pytest
from django.test import Client

from kholboo.accounts.models import Organisation
from kholboo.accounts.tests.factories import UserFactory
from kholboo.standards import licences
from kholboo.standards.models import Entitlement
from kholboo.standards.services import entitlements
from kholboo.standards.tests.desk import person
from kholboo.standards.tests.reader import grant, page, reader

pytestmark = [pytest.mark.usefixtures("samples"), pytest.mark.django_db]
ASK = "/standards/licence/"


def answer(number, status=200):
    found = Client().get(f"{ASK}{number}/")
    assert found.status_code == status
    return found.content.decode()


def test_a_genuine_number_tells_the_standard_and_nobodys_name():
    user = UserFactory.create(email="buyer@example.mn", given_name="Нууцнэр")
    said = answer(grant(user.email).number)

    assert "ЖИШЭЭ 0002 : 2025" in said
    assert "жинхэнэ" in said
    assert "Нууцнэр" not in said
    assert "buyer" not in said


def test_of_an_organisation_its_name_is_told():
    Organisation.objects.create(register="1234567", name="Туршилт ХХК")
    assert "Туршилт ХХК" in answer(grant("1234567").number)


def test_a_licence_that_is_over_is_told_so():
    right = grant(UserFactory.create().email)
    assert "дууссан" not in answer(right.number)
    entitlements.end(right, actor=person("catalogue.head"))
    assert "дууссан" in answer(right.number)

    late = grant(UserFactory.create().email)
    Entitlement.objects.filter(pk=late.pk).update(until="2026-01-01")
    assert "дууссан" in answer(late.number)


def test_the_mark_of_a_page_names_the_address():
    user = UserFactory.create()
    right = grant(user.email)
    said = page(reader(user))

    assert f'href="{ASK}{right.number}/"' in said
    assert f"testserver{ASK}{right.number}/" in said


def test_a_number_is_read_as_people_type_it():
    right = grant(UserFactory.create().email)
    for typed in (
        right.number,
        right.number.replace("-", " "),
        f" {right.number.replace('-', '–')} ",
    ):
        led = Client().get(ASK, {"number": typed})
        assert led["Location"] == f"{ASK}{right.number}/", typed


@pytest.mark.parametrize("typed", ["", "1", "2026-000001", "x" * 200, "2026-1\x00", "МNS 6858"])
def test_what_is_no_number_of_ours_is_answered_in_words(typed):
    asked = Client().get(ASK, {"number": typed}, follow=True)
    assert asked.status_code in {200, 404}
    assert ("ийм дугаартай" in asked.content.decode()) is bool(typed)


def test_numbers_cannot_be_counted_up(monkeypatch):
    monkeypatch.setattr("kholboo.standards.services.checks.WRONG_IN_AN_HOUR", 2)
    right = grant(UserFactory.create().email)
    assert re.fullmatch(r"\d{4}-\d{6}-\d{5}", right.number)
    for _honest in range(4):
        answer(right.number)
    for _guess in range(2):
        answer("2026-000001-00000", 404)
    answer("2026-000001-00000", 429)


def test_a_number_is_long_enough_for_the_column():
    longest = licences.number(2026, 99_999_999)
    assert licences.typed(longest) == longest
    assert len(longest) <= Entitlement._meta.get_field("number").max_length
