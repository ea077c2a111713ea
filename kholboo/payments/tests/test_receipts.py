"""The tax authority's receipt: made once, its lottery shown once and kept nowhere."""

from fractions import Fraction

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kholboo.payments.models import Receipt
from kholboo.payments.rules import vat_in
from kholboo.payments.services import attempts, refunds
from kholboo.payments.services import receipts as service
from kholboo.payments.tests.desk import html, person
from kholboo.payments.tests.factories import DULMAA, FEE, fresh, invoice, pay, shown, vat_line
from kholboo.payments.tests.test_settling import waiting

LOTTERY = "ЖШ 00000001"


def settled_invoice(**changes):
    made, attempt = shown(**changes)
    pay(attempt)
    attempts.look(attempt.pk)
    return fresh(made)


def everything_kept():
    """All texts of all tables of the test's database, as one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(query_to_xml(format('SELECT * FROM %I', tablename), true, true, '')"
            "::text, '') FROM pg_tables WHERE schemaname = 'public' AND (tablename LIKE"
            " 'payments%' OR tablename LIKE 'audit%' OR tablename LIKE 'django_session')"
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_receipt_is_shown_whole_once_and_only_its_number_is_kept(client, caplog):
    made = settled_invoice(payer=DULMAA)

    first = html(client.post(f"{made.address}receipt/", {"buyer": "citizen", "consumer": ""}))
    second = html(client.post(f"{made.address}receipt/", {"buyer": "citizen", "consumer": ""}))
    later = html(client.get(made.address))

    number = Receipt.objects.get().number
    assert LOTTERY in first
    assert number in first
    assert (LOTTERY in second, LOTTERY in later) == (False, False)
    assert number in later
    assert number in everything_kept()
    assert LOTTERY not in everything_kept()
    assert f"sample-{number}" not in everything_kept() + caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["500", "cut", "lost"])
def test_trouble_leaves_it_to_be_asked_for_again_and_makes_one(client, receipts, fault):
    made = settled_invoice()
    receipts.fault = fault
    sent = {"buyer": "company", "tin": "12345678901", "consumer": ""}
    trouble = client.post(f"{made.address}receipt/", sent)
    assert (trouble.status_code, "12345678901" in html(trouble)) == (422, True)

    receipts.fault = ""
    client.post(f"{made.address}receipt/", sent)

    assert len(receipts.sales) == 1
    assert receipts.sales[0].buyer_tin == "12345678901"
    assert Receipt.objects.get().state == "made"


@pytest.mark.django_db
def test_there_is_none_before_everything_is_paid(client, receipts):
    made = invoice()

    answer = client.post(f"{made.address}receipt/", {"buyer": "citizen"})

    assert (answer.status_code, receipts.sales) == (422, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [{"buyer": "company", "tin": ""}, {"buyer": "company", "tin": "12"}, {"consumer": "1"}, {}],
)
def test_a_form_that_is_wrong_asks_nobody(client, receipts, sent):
    made = settled_invoice()

    assert client.post(f"{made.address}receipt/", sent).status_code == 422
    assert receipts.sales == []


@pytest.mark.django_db
def test_tax_is_counted_line_by_line(client, receipts):
    made = settled_invoice(lines=[vat_line(1_100, 2), vat_line(333), FEE])

    client.post(f"{made.address}receipt/", {"buyer": "citizen", "consumer": "12345678"})

    sale = receipts.sales[0]
    assert [item.vat for item in sale.items] == [200, 30, 0]
    assert (sale.amount, sale.vat, sale.consumer) == (made.total, 230, "12345678")


@pytest.mark.django_db
def test_what_was_given_back_whole_takes_its_receipt_along(client, receipts):
    made = settled_invoice()
    client.post(f"{made.address}receipt/", {"buyer": "citizen", "consumer": ""})
    refund = refunds.ask(
        made.settlements.get(), amount=150_000, reason="х", is_by_hand=False, actor=person()
    )
    refunds.decide(refund, is_approved=True, note="", actor=person("head.orkhon"))
    refunds.carry_out(refund.pk)
    receipt = Receipt.objects.get()
    assert waiting("payments.cancel_receipt") == [{"receipt_id": receipt.pk}]

    receipts.fault = "500"
    service.cancel(receipt.pk)
    assert fresh(receipt).state == "made"
    receipts.fault = ""
    service.cancel(receipt.pk)

    assert receipts.cancelled == {receipt.number}
    assert fresh(receipt).state == "void"


@given(st.integers(0, 10**13))
def test_the_tax_inside_a_price_is_the_nearest_whole_one(amount):
    exact = Fraction(amount, 11)

    assert abs(vat_in(amount) - exact) <= Fraction(1, 2)
    assert vat_in(amount) >= exact - Fraction(1, 2)
