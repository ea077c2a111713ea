"""The payer's page and the provider's callback."""

import pytest
from django.test import Client

from kholboo.payments.rules import InvoiceState
from kholboo.payments.services import attempts
from kholboo.payments.tests.factories import fresh, invoice, pay, shown
from kholboo.payments.tests.test_settling import waiting

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def test_the_page_shows_what_is_to_be_paid_and_how_and_works_without_script(client):
    made, _attempt = shown()

    page = html(client.get(made.address))

    assert "150,000 ₮" in page
    assert "khanbank://q?qPay_QRcode=" in page
    assert "<svg" in page
    assert made.transfer_text in page
    assert "ЖИШЭЭ" in page


def test_the_page_speaks_english_under_its_address(client):
    made, _attempt = shown()
    address = f"/en{made.address}"

    page = html(client.get(address))

    assert "Pay with the app of your bank" in page
    assert f"{address}state/" in page


def test_a_strange_or_nearly_right_address_leads_to_nothing(client):
    made = invoice()
    nearly = made.public_id[:-1] + ("a" if made.public_id[-1] != "a" else "b")

    for token in (nearly, "1", made.number, "a" * 26, "../" + made.public_id):
        assert client.get(f"/payments/{token}/").status_code == 404


def test_the_page_tells_of_the_payment_by_itself(client):
    made, attempt = shown()
    part = f"{made.address}state/"
    first = client.get(part)
    mark = html(first).split("?was=")[1].split('"')[0]
    assert client.get(f"{part}?was={mark}").status_code == 204

    pay(attempt)
    attempts.look(attempt.pk)
    after = client.get(f"{part}?was={mark}")

    assert "Төлбөр орлоо" in html(after)
    assert "hx-trigger" not in html(after)


def test_the_page_asks_a_constant_number_of_questions(client, django_assert_max_num_queries):
    made, _attempt = shown()
    client.get(made.address)

    with django_assert_max_num_queries(14):
        client.get(made.address)


@pytest.mark.parametrize("method", ["get", "post"])
def test_anybody_may_hint_and_learns_nothing(method):
    made, attempt = shown()
    browser = Client(enforce_csrf_checks=True)

    known = getattr(browser, method)(f"/payments/qpay/{attempt.hint_key}/?qpay_payment_id=1")
    unknown = getattr(browser, method)("/payments/qpay/0123456789abcdef0123456789abcdef/")

    assert html(known) == html(unknown) == "SUCCESS"
    assert waiting("payments.look") == [{"attempt_id": attempt.pk}]
    assert fresh(made).state == InvoiceState.OPEN


def test_a_forged_hint_settles_nothing_and_two_hints_make_one_job():
    made, attempt = shown()
    for _time in range(2):
        Client().get(f"/payments/qpay/{attempt.hint_key}/")
    assert len(waiting("payments.look")) == 1

    attempts.look(attempt.pk)

    assert fresh(made).state == InvoiceState.OPEN


def test_who_hints_too_often_is_answered_and_not_listened_to(monkeypatch):
    from kholboo.payments.views import callback

    monkeypatch.setattr(callback, "HINTS", 1)
    _made, attempt = shown()
    Client().get("/payments/qpay/nobody/")

    answer = Client().get(f"/payments/qpay/{attempt.hint_key}/")

    assert (answer.status_code, html(answer)) == (200, "SUCCESS")
    assert waiting("payments.look") == []
