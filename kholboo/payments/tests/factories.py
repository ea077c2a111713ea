"""Invoices as the houses above make them, and the provider the services use in tests."""

from typing import Any
from uuid import uuid4

from kholboo.agency.queries import offices
from kholboo.payments.models import Attempt, Invoice
from kholboo.payments.rules import Line, Payer, PayerKind, Tax
from kholboo.payments.services import attempts, invoicing
from kholboo.payments.wiring import payment_provider

BAKERY = Payer(PayerKind.ORGANISATION, "Жишээ талх ХХК", register="1234567", tin="12345678901")
DULMAA = Payer(PayerKind.PERSON, "Ж.Дулмаа", phone="99112233")
FEE = Line("Гэрчилгээжүүлэлтийн хураамж", "Certification fee", 150_000, is_sample=True)


def invoice(*, office: str = "orkhon", **changes: Any) -> Invoice:
    """A fee of 150,000 ₮ at the department of Orkhon."""
    facts: dict[str, Any] = {
        "key": uuid4(),
        "purpose": "tests.fee",
        "reference": "26-000001-1",
        "payer": BAKERY,
        "lines": [FEE],
        "office": offices().get(slug=office),
        "due": None,
        "actor": None,
    }
    return invoicing.issue(**facts | changes)


def shown(**changes: Any) -> tuple[Invoice, Attempt]:
    """An invoice that can be paid by phone: the worker has asked the provider."""
    made = invoice(**changes)
    attempt = made.attempts.get()
    attempts.open_offer(attempt.pk)
    return made, fresh(attempt)


def pay(attempt: Attempt, amount: int | None = None, **how: Any) -> str:
    """Somebody pays by phone; we do not know it yet."""
    provider: Any = payment_provider()
    paid: str = provider.pay(attempt.provider_id, amount, **how)
    return paid


def fresh(row: Any) -> Any:
    """The row as the database has it now."""
    return type(row).objects.get(pk=row.pk)


def vat_line(price: int, quantity: int = 1) -> Line:
    return Line("Стандартын хуулбар", "A copy of a standard", price, quantity, Tax.VAT)
