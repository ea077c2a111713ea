"""Anybody checks a certificate: a clear verdict, counted without them."""

from datetime import timedelta

import pytest
from django.test import Client

from kholboo.registers.models import Check
from kholboo.registers.services import changing
from kholboo.registers.services.checks import COUNTED_IN_AN_HOUR
from kholboo.registers.tests.factories import GROUND, certificate, today
from kholboo.ui import scanning

pytestmark = pytest.mark.django_db


def said(path, expected=200, **asked):
    answer = Client().get(f"/en{path}", asked)
    assert answer.status_code == expected
    return answer.content.decode()


def test_a_valid_certificate_is_told_by_its_own_address_and_by_its_number():
    made = certificate()

    for page in (said(f"/verify/{made.token}/"), said("/verify/", number=f"№ {made.number}")):
        assert "Genuine and valid" in page
        assert "Wheat bread" in page
        assert "Талх ХХК" in page
    assert Check.objects.get(certificate=made, day=today()).count == 2


def test_what_does_not_hold_is_told_as_such():
    suspended, over, coming = (
        certificate(),
        certificate(
            valid_from=today() - timedelta(days=9), valid_until=today() - timedelta(days=1)
        ),
        certificate(valid_from=today() + timedelta(days=1)),
    )
    changing.suspend(suspended, ground=GROUND, actor=None)

    assert "Genuine, but suspended" in said(f"/verify/{suspended.token}/")
    assert "its term is over" in said(f"/verify/{over.token}/")
    assert "not yet valid" in said(f"/verify/{coming.token}/")


def test_a_robot_is_always_answered_and_counted_no_more_than_an_hour_holds():
    made, other = certificate(), certificate()

    for _look in range(COUNTED_IN_AN_HOUR + 5):
        assert "Genuine and valid" in said(f"/verify/{made.token}/")
    assert "Genuine and valid" in said(f"/verify/{other.token}/")
    elsewhere = Client(REMOTE_ADDR="10.0.0.7").get(f"/en/verify/{made.token}/")

    assert elsewhere.status_code == 200
    assert Check.objects.get(certificate=made).count == COUNTED_IN_AN_HOUR + 1
    assert Check.objects.get(certificate=other).count == 1


def test_a_strange_number_or_code_is_not_ours():
    made = certificate()
    nearly = made.token[:-1] + ("a" if made.token[-1] != "a" else "b")

    assert "Not ours" in said(f"/verify/{nearly}/", 404)
    assert "Not ours" in said("/verify/", 404, number="11-26-000001-0")
    assert "Not ours" in said("/verify/", 404, number="<script>")
    assert not Check.objects.exists()


def test_misuse_is_told_with_the_number():
    made = certificate()

    assert f"/feedback/?kind=complaint&amp;certificate={made.number}" in said(
        f"/verify/{made.token}/"
    )


def test_a_number_behind_the_address_is_asked_for_as_a_number():
    made = certificate()

    answer = Client().get(f"/en/verify/{made.number}/", follow=True)
    assert "Genuine and valid" in answer.content.decode()
    assert answer.redirect_chain == [(f"/en/verify/?number={made.number}", 302)]
    wrong = made.number[:-1] + str((int(made.number[-1]) + 1) % 10)
    assert Client().get(f"/en/verify/{wrong}/").status_code == 404


def test_the_scanner_opens_it_and_knows_its_number():
    made = certificate()

    assert scanning.path_of_number(made.number) == f"/verify/?number={made.number}"
    assert "/verify/[A-Za-z0-9_-]{26,1500}/" in scanning.paths()


def test_a_phone_without_network_has_a_page_that_judges_by_itself():
    page, worker = said("/verify/offline/"), Client().get("/sw.js").content.decode()

    assert "registers/verify" in page
    assert 'data-verdict-words="forged"' in page
    assert '"/verify/": "/verify/offline/"' in worker
    assert "registers/keeper" in worker
