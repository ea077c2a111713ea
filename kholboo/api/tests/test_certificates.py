"""The registers as JSON."""

import pytest
from django.test import Client

from kholboo.registers.granting import Holder
from kholboo.registers.tests.factories import certificate
from kholboo.standards.queries.catalogue import edition_at

pytestmark = pytest.mark.django_db


def asked(address, expected=200, **more):
    answer = Client().get(f"/api/v1/{address}", more)
    assert answer.status_code == expected, answer.content
    return answer.json()


def test_a_certificate_is_found_and_told_whole():
    made = certificate(standards=["ЖИШЭЭ 1"], particulars={"brand": "Наран"})

    [item] = asked("certificates", q=made.number)["items"]
    whole = asked(f"certificates/{made.number}")

    assert (item["number"], item["state"], item["aimag"]) == (made.number, "valid", "orkhon")
    assert (whole["standards"], whole["particulars"]) == (["ЖИШЭЭ 1"], {"brand": "Наран"})
    assert asked("certificates", kind="certified_product", state="valid")["items"]
    assert asked("certificates", 422, kind="x")["errors"]


def test_certificates_are_narrowed_as_on_the_page():
    bread = certificate(standards=[edition_at("mns-6858-2020")])
    certificate(office="uvs", holder=Holder("Чацаргана ХХК", "5999999"))

    def numbers(**by):
        return [item["number"] for item in asked("certificates", **by)["items"]]

    assert numbers(standard="mns-6858-2020")[0] == bread.number
    assert numbers(holder="5123456") == [bread.number]
    assert numbers(aimag="orkhon", holder="5999999") == []
    assert asked("certificates", 404, standard="mns-0-1")["code"] == "not_found"
    assert asked("certificates", 422, holder="512")["errors"]
    assert asked("certificates", 422, aimag="x")["errors"]


def test_a_strange_number_is_none():
    assert asked("certificates/11-26-000001-0", 404)["code"] == "not_found"
