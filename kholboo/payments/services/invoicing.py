"""Issuing an invoice, and taking it back while nobody has paid it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Office
from kholboo.agency.services.numbering import next_number
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.payments import payers, rules
from kholboo.payments.models import Invoice, InvoiceLine
from kholboo.payments.purposes import purpose_of
from kholboo.payments.rules import InvoiceState, Line, Payer
from kholboo.payments.services import attempts, settling

SERIES = "invoice"


@transaction.atomic
def issue(  # noqa: PLR0913  an invoice has so many facts, each named where it is made
    *,
    key: UUID,
    purpose: str,
    reference: str,
    payer: Payer,
    lines: Sequence[Line],
    office: Office,
    due: date | None,
    actor: User | None,
) -> Invoice:
    """A numbered invoice that can be paid at its `address`; the same `key` gives the same one.

    Call it as the last thing of the transaction of what is paid for: its number is gapless, and
    until that commits everybody else who issues waits. Raises RuleBroken for lines that are none.
    """
    _check(lines)
    before = Invoice.objects.filter(key=key).first()
    if before is not None:
        return before
    invoice = Invoice(
        key=key,
        purpose=purpose,
        reference=reference,
        total=rules.total_of(lines),
        office=office,
        due=due,
        is_sample=any(line.is_sample for line in lines),
        issued_at=clock.now(),
        issued_by=actor,
    )
    payers.put(invoice, payer)
    try:
        # A savepoint: whoever was quicker with this key keeps the number, and ours is not used up.
        with transaction.atomic():
            invoice.number = next_number(SERIES, invoice.issued_at)
            invoice.save()
    except IntegrityError:
        return Invoice.objects.get(key=key)
    InvoiceLine.objects.bulk_create(
        InvoiceLine(invoice=invoice, position=place, amount=line.amount, **vars(line))
        for place, line in enumerate(lines, start=1)
    )
    audit.record(
        "payments.invoice_issued",
        invoice,
        actor=actor,
        purpose=purpose,
        amount=invoice.total,
        number=invoice.number,
    )
    attempts.offer_first(invoice)
    return invoice


def _check(lines: Sequence[Line]) -> None:
    if not 1 <= len(lines) <= rules.MOST_LINES:
        raise RuleBroken(_("An invoice has 1 to 50 lines."))
    if any(line.price < 0 or line.quantity < 1 for line in lines):
        raise RuleBroken(_("A price below zero, or nothing of it, cannot be charged."))
    if not 0 < rules.total_of(lines) <= rules.LARGEST:
        raise RuleBroken(_("There is nothing to pay, or more than can be paid at once."))


@transaction.atomic
def void(invoice: Invoice, *, reason: str, actor: User | None) -> None:
    """It shall not be paid any more. RuleBroken when money came: that is given back first."""
    invoice = settling.lock(invoice.pk)
    if invoice.state == InvoiceState.VOID:
        return
    if not invoice.is_open or invoice.balance:
        raise RuleBroken(_("Money has come for it: give it back instead."))
    if not purpose_of(invoice.purpose).may_void:
        raise RuleBroken(_("Something waits for this payment: it cannot be taken back here."))
    _void(invoice, reason, actor)


@transaction.atomic
def let_go(invoice_id: int, *, reason: str) -> None:
    """What it was for is no more, paid or not: whatever came for it is to be cleared at the desk.

    For the house that issued it; safe to repeat.
    """
    invoice = settling.lock(invoice_id)
    if invoice.state != InvoiceState.VOID:
        _void(invoice, reason, None)


def _void(invoice: Invoice, reason: str, actor: User | None) -> None:
    invoice.state, invoice.voided_at, invoice.settled_at = InvoiceState.VOID, clock.now(), None
    invoice.void_reason = reason[: rules.LONGEST_NOTE]
    if not invoice.void_reason.strip():
        raise RuleBroken(_("Say why it shall not be paid any more."), field="reason")
    invoice.is_to_clear = invoice.surplus > 0
    invoice.save(update_fields=["state", "voided_at", "settled_at", "void_reason", "is_to_clear"])
    audit.record("payments.invoice_voided", invoice, actor=actor)
    settling.withdraw_offers(invoice)
