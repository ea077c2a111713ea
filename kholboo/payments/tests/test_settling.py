"""From an issued invoice to money that is written down once, whatever the provider does."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from kholboo.agency.services.numbering import parse_number
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.payments.models import Attempt, Invoice, Settlement
from kholboo.payments.payers import payer_of
from kholboo.payments.qpay.port import PaymentState
from kholboo.payments.rules import AttemptState, InvoiceState, Source
from kholboo.payments.services import attempts, invoicing, settling
from kholboo.payments.services.settling import Money
from kholboo.payments.tests.factories import BAKERY, FEE, fresh, invoice, pay, shown

pytestmark = pytest.mark.django_db


def waiting(name):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [name]
        )
        return [json.loads(args) for (args,) in cursor.fetchall()]


def test_the_same_key_gives_the_same_invoice_and_uses_no_second_number():
    key = uuid4()
    first, second, next_one = invoice(key=key), invoice(key=key), invoice()

    assert first.pk == second.pk
    assert int(next_one.number[3:-2]) == int(first.number[3:-2]) + 1


def test_an_invoice_keeps_its_payer_sealed_and_its_lines_in_order():
    made = invoice(lines=[FEE, FEE])

    assert payer_of(fresh(made)) == BAKERY
    assert "талх".encode() not in bytes(fresh(made).payer)
    assert [line.amount for line in made.lines.all()] == [150_000, 150_000]
    assert (made.total, made.is_sample) == (300_000, True)
    assert parse_number(made.transfer_text) == made.number


@pytest.mark.parametrize("lines", [[], [FEE] * 51])
def test_lines_that_are_none_are_refused(lines):
    with pytest.raises(RuleBroken):
        invoice(lines=lines)


def test_who_pays_by_phone_has_settled_and_the_owner_hears_once(settled):
    made, attempt = shown()
    pay(attempt)

    attempts.look(attempt.pk)
    attempts.look(attempt.pk)

    made = fresh(made)
    assert (made.state, made.paid, made.is_to_clear) == (InvoiceState.SETTLED, 150_000, False)
    assert [(fact.invoice_id, fact.reference) for fact in settled] == [(made.pk, "26-000001-1")]
    assert fresh(attempt).state == AttemptState.PAID
    assert Entry.objects.filter(action="payments.invoice_settled").count() == 1


def test_a_later_success_overrules_an_earlier_failure_and_nothing_overrules_a_success():
    made, attempt = shown()
    pay(attempt, state=PaymentState.FAILED)
    attempts.look(attempt.pk)
    assert (fresh(attempt).state, fresh(made).state) == (AttemptState.FAILED, InvoiceState.OPEN)

    pay(attempt)
    attempts.look(attempt.pk)
    pay(attempt, state=PaymentState.FAILED)
    attempts.look(attempt.pk)

    assert (fresh(attempt).state, fresh(made).state) == (AttemptState.PAID, InvoiceState.SETTLED)


@pytest.mark.parametrize("times", [2, 3])
def test_paid_more_than_once_is_kept_and_shown_to_the_cashier(times, settled):
    made, attempt = shown()
    for _time in range(times):
        pay(attempt)

    attempts.look(attempt.pk)

    made = fresh(made)
    assert (made.paid, made.surplus, made.is_to_clear) == (
        times * 150_000,
        (times - 1) * 150_000,
        True,
    )
    assert len(settled) == 1


def test_too_little_leaves_the_rest_to_be_paid_and_another_offer_asks_for_it(settled):
    made, attempt = shown()
    pay(attempt, 100_000)
    attempts.look(attempt.pk)
    made = fresh(made)
    assert (made.state, made.rest, made.is_to_clear) == (InvoiceState.OPEN, 50_000, True)

    attempts.offer(made)
    second = made.attempts.get(number=2)
    attempts.open_offer(second.pk)
    pay(fresh(second))
    attempts.look(second.pk)

    assert (second.amount, fresh(made).state, fresh(made).is_to_clear) == (
        50_000,
        InvoiceState.SETTLED,
        False,
    )
    assert len(settled) == 1


def test_money_for_what_was_taken_back_is_kept_to_be_cleared(settled):
    made, attempt = shown()
    invoicing.void(made, reason="Андуурсан", actor=None)
    pay(attempt)

    attempts.withdraw(attempt.pk)

    made = fresh(made)
    assert (made.state, made.surplus, made.is_to_clear) == (InvoiceState.VOID, 150_000, True)
    assert settled == []


def test_what_is_paid_cannot_be_taken_back():
    made, attempt = shown()
    pay(attempt)
    attempts.look(attempt.pk)

    with pytest.raises(RuleBroken):
        invoicing.void(made, reason="Андуурсан", actor=None)


def test_another_way_of_paying_takes_the_offer_back(provider):
    made, attempt = shown()

    money = Money(Source.TRANSFER, "row-1", 150_000, clock.now())
    settling.settle(made.pk, money, actor=None)

    assert waiting("payments.withdraw") == [{"attempt_id": attempt.pk}]
    attempts.withdraw(attempt.pk)
    assert provider.kept[attempt.provider_id].is_closed
    assert fresh(attempt).state == AttemptState.CLOSED


def test_a_listener_that_fails_undoes_the_money_and_the_next_look_meets_it_again():
    from kholboo.payments.hooks import invoice_settled

    made, attempt = shown()
    pay(attempt)

    def fails(fact):
        raise RuntimeError("the owner cannot")

    invoice_settled.listen(fails)
    try:
        with pytest.raises(RuntimeError):
            attempts.look(attempt.pk)
    finally:
        invoice_settled._listeners.remove(fails)
    assert (fresh(made).paid, Settlement.objects.count()) == (0, 0)
    assert fresh(attempt).next_look_at > clock.now()

    attempts.look(attempt.pk)

    assert fresh(made).state == InvoiceState.SETTLED


@pytest.mark.parametrize("fault", ["500", "cut", "lost"])
def test_a_provider_in_trouble_is_asked_again_by_the_clock(fault, provider):
    made = invoice()
    attempt = made.attempts.get()
    provider.fault = fault
    attempts.open_offer(attempt.pk)
    assert fresh(attempt).state == AttemptState.ASKED

    provider.fault = ""
    later = clock.now() + timedelta(minutes=2)
    attempts.sweep(later)
    attempts.open_offer(attempt.pk)

    assert {"attempt_id": attempt.pk} in waiting("payments.open_offer")
    assert fresh(attempt).state == AttemptState.OPEN


def test_the_clock_looks_with_growing_pauses_and_ends():
    _made, attempt = shown()
    pauses = []
    for _look in range(14):
        attempts.look(attempt.pk)
        row = fresh(attempt)
        pauses.append(row.next_look_at - row.looked_at)

    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=3)
    long_ago = clock.now() - timedelta(days=5)
    Attempt.objects.filter(pk=attempt.pk).update(expires_at=long_ago)
    attempts.look(attempt.pk)
    assert (fresh(attempt).next_look_at, fresh(attempt).state) == (None, AttemptState.CLOSED)


def test_a_payment_after_the_offer_was_over_is_found_when_somebody_hints():
    made, attempt = shown()
    Attempt.objects.filter(pk=attempt.pk).update(expires_at=clock.now() - timedelta(days=5))
    attempts.look(attempt.pk)
    pay(attempt)

    attempts.hint(attempt.hint_key)
    assert waiting("payments.look") == [{"attempt_id": attempt.pk}]
    attempts.look(attempt.pk)

    assert fresh(made).state == InvoiceState.SETTLED


def test_the_database_keeps_money_as_it_was_written():
    made, attempt = shown()
    pay(attempt)
    attempts.look(attempt.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.update(amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Settlement.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=made.pk).update(settled_at=None)
