"""Django looks for the tables here."""

from kholboo.payments.models.attempts import Attempt
from kholboo.payments.models.invoices import BankAccount, Invoice, InvoiceLine
from kholboo.payments.models.receipts import Receipt
from kholboo.payments.models.refunds import Refund
from kholboo.payments.models.settlements import Settlement
from kholboo.payments.models.statements import Statement, StatementRow

__all__ = [
    "Attempt",
    "BankAccount",
    "Invoice",
    "InvoiceLine",
    "Receipt",
    "Refund",
    "Settlement",
    "Statement",
    "StatementRow",
]
