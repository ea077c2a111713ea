"""What somebody who means harm, or a provider that lies, tries with money."""

import json
from datetime import timedelta

import pytest

from kholboo.core import clock
from kholboo.core.errors import RuleBroken, Unreachable
from kholboo.payments import bank
from kholboo.payments.ebarimt.fake import FakeEbarimt
from kholboo.payments.models import Receipt, Settlement
from kholboo.payments.qpay.fake import FakeQpay
from kholboo.payments.rules import InvoiceState, RefundState
from kholboo.payments.services import attempts, cash, invoicing, receipts, refunds
from kholboo.payments.tests.desk import desk, html, person
from kholboo.payments.tests.factories import fresh, invoice, pay, shown
from kholboo.payments.tests.test_qpay import Asked, client, token
from kholboo.payments.tests.test_receipts import LOTTERY, settled_invoice
from kholboo.payments.tests.test_settling import waiting

pytestmark = pytest.mark.django_db
CITIZEN = {"buyer": "citizen", "consumer": ""}


def given_back(made):
    refund = refunds.ask(
        made.settlements.get(), amount=made.paid, reason="х", is_by_hand=True, actor=person()
    )
    refunds.decide(refund, is_approved=True, note="", actor=person("head.orkhon"))
    refunds.give_by_hand(refund, note="шилжүүлэг 1", actor=person())


def test_a_lottery_is_not_won_with_money_that_went_back(client, receipts):
    made = settled_invoice()
    given_back(made)

    answer = client.post(f"{made.address}receipt/", CITIZEN)

    assert answer.status_code == 422
    assert LOTTERY not in html(answer)
    assert receipts.sales == []


def test_a_receipt_made_while_the_money_went_back_is_cancelled(monkeypatch):
    made = settled_invoice()
    make = FakeEbarimt.make

    def slowly(self, sale):
        given_back(made)
        return make(self, sale)

    monkeypatch.setattr(FakeEbarimt, "make", slowly)
    receipts.make(made)

    receipt = Receipt.objects.get()
    assert waiting("payments.cancel_receipt") == [{"receipt_id": receipt.pk}]


def test_of_two_cashiers_the_second_takes_no_more_than_the_rest():
    """The page of the second was opened before the first pressed."""
    made = invoice()
    as_it_was = fresh(made)
    cash.take_cash(made, amount=150_000, key=invoice().key, note="", actor=person())

    with pytest.raises(RuleBroken):
        cash.take_cash(as_it_was, amount=150_000, key=invoice().key, note="", actor=person())

    assert fresh(made).paid == 150_000


def test_money_for_what_is_no_more_waits_to_be_given_back():
    made, attempt = shown()
    pay(attempt)
    attempts.look(attempt.pk)

    invoicing.let_go(made.pk, reason="Больсон")
    invoicing.let_go(made.pk, reason="Больсон")

    made = fresh(made)
    assert (made.state, made.surplus, made.is_to_clear) == (InvoiceState.VOID, 150_000, True)
    assert made.number in html(desk().get("/payments/desk/?list=clear"))


def test_a_second_worker_that_is_refused_does_not_call_given_back_money_lost(monkeypatch):
    """Both ask; the provider refuses the second: it is done, and never asked for by hand again."""
    made, attempt = shown()
    pay(attempt)
    attempts.look(attempt.pk)
    settlement = made.settlements.get()
    refund = refunds.ask(settlement, amount=150_000, reason="х", is_by_hand=False, actor=person())
    refunds.decide(refund, is_approved=True, note="", actor=person("head.orkhon"))
    give_back = FakeQpay.give_back

    def after_another(self, payment_id, *, note):
        give_back(self, payment_id, note=note)
        return give_back(self, payment_id, note=note)

    monkeypatch.setattr(FakeQpay, "give_back", after_another)
    refunds.carry_out(refund.pk)

    assert fresh(refund).state == RefundState.DONE
    assert fresh(made).refunded == 150_000


def test_a_sum_of_ten_thousand_figures_is_a_problem_of_its_row():
    table = [(2, {"date": "2026-11-20", "credit": "9" * 9_999, "description": "x"})]

    assert [problem.row for problem in bank.read(table).problems] == [2]


PAYMENT = {"payment_id": "1", "payment_status": "PAID", "payment_amount": 150_000}


@pytest.mark.parametrize(
    "row",
    [
        {"payment_currency": "USD"},
        {"payment_currency": "mnt "},
        {"payment_amount": 10**400},
        {"payment_amount": True, "payment_currency": 5},
    ],
)
def test_other_money_and_endless_money_is_none(row):
    said = json.dumps({"rows": [PAYMENT | row]}).encode()

    with pytest.raises(Unreachable):
        client_of(said).payments("x")


def client_of(said):
    return client(Asked(token(600), (200, said)))


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00", "9999-12-31T23:59:59-14:00", "өчигдөр"])
def test_a_moment_at_the_edge_of_the_calendar_is_kept_as_now(at):
    said = json.dumps({"rows": [PAYMENT | {"payment_date": at}], "count": 1}).encode()

    assert [one.at for one in client_of(said).payments("x")] == [None]


@pytest.mark.parametrize(
    "broken",
    [
        {"access_token": "a\r\nHost: evil", "expires_in": 9e9},
        {"access_token": "токен", "expires_in": 9e9},
        {"access_token": "a", "expires_in": 10**400},
        {"access_token": ["a"], "expires_in": 9e9},
    ],
)
def test_a_token_that_no_header_can_hold_is_no_answer(broken):
    with pytest.raises(Unreachable):
        client(Asked((200, broken))).payments("x")


def test_the_name_of_a_bank_cannot_turn_the_page_around():
    urls = [{"name": "\u202eХаан\x00", "link": "khanbank://q?x=1"}]
    said = {"invoice_id": "1", "qr_text": "2", "urls": urls}

    made = invoice()
    offer = client(Asked(token(600), (200, said))).open(attempts._order(made.attempts.get()))

    assert [one.name for one in offer.links] == ["Хаан"]


def test_a_forged_callback_is_only_a_look(client):
    made, attempt = shown()

    for body in ({}, {"qpay_payment_id": "payment-1", "amount": "150000"}):
        answer = client.post(f"/payments/qpay/{attempt.hint_key}/", body)
        assert answer.content == b"SUCCESS"
    attempts.look(attempt.pk)

    assert (fresh(made).paid, Settlement.objects.count()) == (0, 0)


def test_a_payment_of_another_invoice_settles_nothing_twice():
    first, offered = shown()
    payment = pay(offered)
    attempts.look(offered.pk)
    second, other = shown()
    provider = attempts.payment_provider()
    stolen = next(one for one in provider.kept[offered.provider_id].payments)
    provider.kept[other.provider_id].payments.append(stolen)

    attempts.look(other.pk)

    assert stolen.id == payment
    assert (fresh(first).paid, fresh(second).paid) == (150_000, 0)
    assert fresh(second).state == InvoiceState.OPEN


def test_who_asked_for_a_refund_never_approves_it_whatever_posts_they_hold():
    made = settled_invoice()
    refund = refunds.ask(
        made.settlements.get(),
        amount=1,
        reason="х",
        is_by_hand=True,
        actor=person("head.orkhon"),
    )

    page = desk("head.orkhon").post(f"/payments/desk/refunds/{refund.pk}/", {"approve": "1"})
    other = desk("head.uvs").post(f"/payments/desk/refunds/{refund.pk}/", {"approve": "1"})
    stale = desk("agency.head", is_fresh=False).post(
        f"/payments/desk/refunds/{refund.pk}/", {"approve": "1"}
    )

    assert (page.status_code, other.status_code, stale.status_code) == (422, 404, 302)
    assert fresh(refund).state == RefundState.ASKED


def test_an_offer_of_yesterday_is_looked_at_however_late_the_payment_is():
    made, attempt = shown()
    pay(attempt)
    type(attempt).objects.filter(pk=attempt.pk).update(
        expires_at=clock.now() - timedelta(minutes=1)
    )

    attempts.look(attempt.pk)

    assert fresh(made).state == InvoiceState.SETTLED
