"""The registers as JSON."""

import pytest
from django.test import Client

from kholboo.registers.tests.factories import certificate

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
    assert asked("certificates/11-26-000001-0", 404)["code"] == "not_found"
