"""What this house announces. Owners find theirs by `purpose` and `reference`."""

from dataclasses import dataclass
from datetime import datetime

from kholboo.core.hooks import Hook


@dataclass(frozen=True)
class InvoiceSettled:
    """Everything that was asked for is paid. Rung once for each invoice, in the transaction in
    which the money that completes it is written down: a listener that fails undoes both, and the
    money is met again by the next look.
    """

    invoice_id: int
    purpose: str
    reference: str
    at: datetime


invoice_settled: Hook[InvoiceSettled] = Hook("payments.invoice_settled")
