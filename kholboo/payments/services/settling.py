"""Writing down money that came: once for each payment, and the invoice is settled once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.jobs import schedule
from kholboo.payments import hooks
from kholboo.payments.models import Attempt, Invoice, Settlement
from kholboo.payments.rules import LIVE, AttemptState, InvoiceState, Source


@dataclass(frozen=True)
class Money:
    """`key` is the payment's name at its source; the same again is the same money."""

    source: Source
    key: str
    amount: int
    paid_at: datetime
    attempt: Attempt | None = None
    note: str = ""


def lock(invoice_id: int) -> Invoice:
    """The row, which nobody else changes until this transaction ends."""
    return Invoice.objects.select_for_update().get(pk=invoice_id)


@transaction.atomic
def settle(invoice_id: int, money: Money, *, actor: User | None) -> Settlement:
    """Keep the money, whatever it is for: too much, too little and too late are kept and shown.

    Safe to repeat and to race: under the invoice's lock the same money is met a second time.
    """
    invoice = lock(invoice_id)
    settlement, is_new = Settlement.objects.get_or_create(
        source=money.source,
        key=money.key,
        defaults={
            "invoice": invoice,
            "amount": money.amount,
            "paid_at": money.paid_at,
            "at": clock.now(),
            "attempt": money.attempt,
            "taken_by": actor,
            "note": money.note,
        },
    )
    if is_new:
        invoice.paid += money.amount
        audit.record(
            "payments.money_came",
            invoice,
            actor=actor,
            source=money.source.value,
            amount=money.amount,
            payment=money.key,
        )
        stand_anew(invoice)
    return settlement


def stand_anew(invoice: Invoice) -> None:
    """After its sums changed, under its lock: is it settled now, must somebody look at it?"""
    is_complete = invoice.is_open and invoice.balance >= invoice.total
    if is_complete:
        invoice.state, invoice.settled_at = InvoiceState.SETTLED, clock.now()
    has_part = invoice.is_open and invoice.balance > 0
    invoice.is_to_clear = has_part or invoice.surplus > 0
    invoice.save(update_fields=["paid", "refunded", "state", "settled_at", "is_to_clear"])
    withdraw_offers(invoice)
    if is_complete and invoice.settled_at:
        audit.record("payments.invoice_settled", invoice, actor=None)
        hooks.invoice_settled.ring(
            hooks.InvoiceSettled(invoice.pk, invoice.purpose, invoice.reference, invoice.settled_at)
        )


def withdraw_offers(invoice: Invoice) -> None:
    """What is offered asks for another sum now, or for none: ask the worker to take it back."""
    asked = [AttemptState.ASKED, *LIVE]
    for key in invoice.attempts.filter(state__in=asked).values_list("pk", flat=True):
        schedule("payments.withdraw", once=f"payments.withdraw-{key}", attempt_id=key)
