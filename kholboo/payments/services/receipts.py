"""The tax authority's receipt, made while the payer waits: its lottery is printed and not kept."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken, Unreachable
from kholboo.core.jobs import schedule
from kholboo.payments import rules
from kholboo.payments.ebarimt.port import Item, Made, Sale
from kholboo.payments.errors import Refused
from kholboo.payments.models import Invoice, InvoiceLine, Receipt
from kholboo.payments.rules import ReceiptState, Source, Tax
from kholboo.payments.services import settling
from kholboo.payments.wiring import receipt_service

AGAIN = timedelta(hours=1)


def make(invoice: Invoice, *, buyer_tin: str = "", consumer: str = "") -> Made | None:
    """None when it was made before: then only its number is known.

    `Made.lottery` and `Made.qr` go into the answer that is being given, and nowhere else: not into
    the database, a session or a log. RuleBroken where none can be made now; trying again is safe.
    """
    service = receipt_service()
    if service is None:
        raise RuleBroken(_("Receipts of the tax authority are not made here yet."))
    receipt = _take(invoice.pk, is_of_company=bool(buyer_tin))
    if receipt is None:
        return None
    sale = _sale(invoice, buyer_tin, consumer)
    try:
        made = service.make(sale)
    except Unreachable as error:
        _let_go(receipt, ReceiptState.ASKED, "")
        raise RuleBroken(error.message) from error
    except Refused as error:
        _let_go(receipt, ReceiptState.REFUSED, error.word)
        raise RuleBroken(error.message) from error
    _keep(receipt, made)
    return made


@transaction.atomic
def _take(invoice_id: int, *, is_of_company: bool) -> Receipt | None:
    """Ours for a while, so that two presses do not make two."""
    invoice, now = settling.lock(invoice_id), clock.now()
    if not invoice.is_settled:
        raise RuleBroken(_("A receipt is made when everything is paid."))
    if not invoice.balance:
        raise RuleBroken(_("The money was given back: there is no receipt for it."))
    receipt, _is_new = Receipt.objects.get_or_create(invoice=invoice, defaults={"asked_at": now})
    if receipt.number:
        return None
    if receipt.leased_until and receipt.leased_until > now:
        raise RuleBroken(_("The receipt is being made. Try again in two minutes."))
    receipt.state, receipt.is_of_company = ReceiptState.ASKED, is_of_company
    receipt.leased_until = now + rules.LEASE
    receipt.save()
    return receipt


def _let_go(receipt: Receipt, state: ReceiptState, word: str) -> None:
    held = Receipt.objects.filter(pk=receipt.pk, leased_until=receipt.leased_until)
    held.update(state=state, failure=word, leased_until=None)


@transaction.atomic
def _keep(receipt: Receipt, made: Made) -> None:
    """Whoever holds it now: it was made. What was given back meanwhile cancels it at once."""
    invoice = settling.lock(receipt.invoice_id)
    rows = Receipt.objects.filter(pk=receipt.pk).exclude(state=ReceiptState.MADE)
    kept = rows.update(
        state=ReceiptState.MADE,
        number=made.number,
        made_at=clock.now(),
        leased_until=None,
        failure="",
    )
    if kept:
        audit.record("payments.receipt_made", invoice, actor=None, number=made.number)
    if kept and not invoice.balance:
        _schedule_cancel(receipt.pk)


def ask_to_cancel(invoice: Invoice) -> None:
    """Everything was given back: the receipt shall count no more. In the caller's transaction."""
    made = Receipt.objects.filter(invoice=invoice, state=ReceiptState.MADE).first()
    if made is not None:
        _schedule_cancel(made.pk)


def _schedule_cancel(receipt_id: int, *, at: datetime | None = None) -> None:
    slot = f"payments.cancel-{receipt_id}"
    schedule("payments.cancel_receipt", once=slot, at=at, receipt_id=receipt_id)


def cancel(receipt_id: int) -> None:
    """The job: cancelling twice is no trouble; while nobody answers it is asked for each hour."""
    service = receipt_service()
    receipt = Receipt.objects.filter(pk=receipt_id, state=ReceiptState.MADE).first()
    if service is None or receipt is None:
        return
    try:
        service.cancel(receipt.number)
    except Unreachable:
        _schedule_cancel(receipt_id, at=clock.now() + AGAIN)
        return
    _cancelled(receipt)


@transaction.atomic
def _cancelled(receipt: Receipt) -> None:
    rows = Receipt.objects.filter(pk=receipt.pk, state=ReceiptState.MADE)
    if rows.update(state=ReceiptState.CANCELLED):
        number = receipt.number
        audit.record("payments.receipt_cancelled", receipt.invoice, actor=None, number=number)


def _sale(invoice: Invoice, buyer_tin: str, consumer: str) -> Sale:
    sources = set(invoice.settlements.values_list("source", flat=True))
    return Sale(
        # Six digits of the year's series: the same for every try of this invoice.
        key=invoice.number.split("-")[1][-6:],
        items=[_item(line) for line in invoice.lines.all()],
        is_cash=sources == {Source.CASH},
        buyer_tin=buyer_tin,
        consumer=consumer,
    )


def _item(line: InvoiceLine) -> Item:
    vat = rules.vat_in(line.amount) if line.tax == Tax.VAT else 0
    return Item(
        line.title_mn, line.quantity, line.price, line.amount, vat, Tax(line.tax), line.code
    )
