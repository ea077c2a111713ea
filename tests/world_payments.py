"""What payments have behind their addresses, for the walk over all of them."""

from kholboo.core import clock
from kholboo.payments.models import (
    BankAccount,
    Invoice,
    Receipt,
    Refund,
    Settlement,
    Statement,
    StatementRow,
)
from kholboo.payments.rules import Payer, PayerKind, Source
from kholboo.payments.services import refunds, settling, statements
from kholboo.payments.services.settling import Money
from kholboo.payments.tests.desk import person
from kholboo.payments.tests.factories import invoice, shown

PAYER = Payer(PayerKind.PERSON, "Нууцтөлөгч")
WORDS = ("Нууцтөлөгч",)


def parts():
    """An invoice of Orkhon with money on it that shall go back, and a row that may be for it."""
    made, attempt = shown(payer=PAYER)
    money = Money(Source.CASH, "desk-doors", 50_000, clock.now())
    settlement = settling.settle(made.pk, money, actor=person())
    refund = refunds.ask(settlement, amount=1000, reason="илүү", is_by_hand=False, actor=person())
    head = "Огноо,Кредит,Гүйлгээний утга\n"
    statements.take_in(
        "a.csv", f"{head}2026-11-20,7,{made.number}".encode(), actor=person("cashier")
    )
    return {
        "invoice_no": made.number,
        "refund_id": refund.pk,
        "bank_row": StatementRow.objects.get().pk,
        "hint_key": attempt.hint_key,
        "paying": invoice(payer=PAYER).public_id,
    }


def state():
    """What no stranger may move."""
    return (
        sorted(Invoice.objects.values_list("pk", "state", "paid", "refunded")),
        Settlement.objects.count(),
        sorted(Refund.objects.values_list("pk", "state")),
        sorted(StatementRow.objects.values_list("pk", "state")),
        Statement.objects.count(),
        sorted(BankAccount.objects.values_list("pk", "state")),
        Receipt.objects.count(),
    )
