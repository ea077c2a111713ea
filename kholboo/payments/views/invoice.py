"""The payer's page: the address is the right. It tells by itself when the money came."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from kholboo.accounts.access import PublicRequest, public
from kholboo.core import clock
from kholboo.core.formats.days import day_long
from kholboo.payments import payers
from kholboo.payments.forms.receipt import ReceiptForm
from kholboo.payments.models import Invoice
from kholboo.payments.purposes import purpose_of
from kholboo.payments.queries import payers_page as queries
from kholboo.payments.queries.payers_page import PayersPage
from kholboo.payments.rules import AttemptState, PayerKind
from kholboo.payments.services import attempts
from kholboo.payments.wiring import demo_page, payment_provider, receipt_service


@public
@never_cache
@require_GET
def invoice_page(request: PublicRequest, token: str) -> HttpResponse:
    invoice = queries.invoice_at(token)
    attempts.offer(invoice)
    return invoice_answer(request, invoice)


@public
@never_cache
@require_GET
def state(request: PublicRequest, token: str) -> HttpResponse:
    """The part of the page that changes; 204 where it says what the browser shows already."""
    invoice = queries.invoice_at(token)
    attempts.offer(invoice)
    standing = queries.standing_of(invoice)
    if standing.offer is not None:
        attempts.watch(standing.offer)
    if request.GET.get("was") == standing.mark:
        return HttpResponse(status=204)
    return render(request, "payments/parts/standing.html", _facts(standing))


def invoice_answer(
    request: PublicRequest, invoice: Invoice, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page. `more` is what one answer only shows: a form with its errors, a receipt."""
    payer = payers.payer_of(invoice)
    pairs = [
        (_("Number"), invoice.number),
        (_("Payer"), payer.name),
        (_("Register number"), payer.register),
        (_("Issued"), day_long(clock.local_date(invoice.issued_at))),
        (_("Office"), invoice.office.name),
    ]
    facts = {
        **_facts(queries.standing_of(invoice)),
        "lines": invoice.lines.all(),
        "what": purpose_of(invoice.purpose).label,
        "facts": pairs,
        **more,
    }
    return render(request, "payments/invoice.html", facts, status=status)


def _facts(standing: PayersPage) -> dict[str, Any]:
    invoice, today = standing.invoice, clock.local_date(clock.now())
    return {
        "invoice": invoice,
        "offer": standing.offer,
        "money": standing.money,
        "receipt": standing.receipt,
        "mark": standing.mark,
        "is_watched": invoice.is_open,
        "has_failed": bool(standing.offer and standing.offer.state == AttemptState.FAILED),
        "has_provider": payment_provider() is not None,
        "demo_page": demo_page(),
        "account": queries.account_on(today) if invoice.is_open else None,
        "receipt_form": _receipt_form(invoice),
        "owner_address": purpose_of(invoice.purpose).address_of(invoice.reference),
        "today": today,
        "is_demo": settings.MODE == "demo",
    }


def _receipt_form(invoice: Invoice) -> ReceiptForm | None:
    """Filled with what the payer told when the invoice was made; None where no receipts are made."""
    if receipt_service() is None or not invoice.is_settled or not invoice.balance:
        return None
    payer = payers.payer_of(invoice)
    is_company = payer.kind == PayerKind.ORGANISATION
    return ReceiptForm(initial={"buyer": "company" if is_company else "citizen", "tin": payer.tin})
