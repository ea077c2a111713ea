"""Taking a payer's contact away from what they paid. The money's own record stays."""

from dataclasses import replace

from django.db import transaction

from kholboo.payments import payers
from kholboo.payments.models import Invoice


@transaction.atomic
def forget_contact(*, purpose: str, reference: str) -> int:
    """Phone and e-mail go, and the key they stood under; returns of how many invoices.

    Name, register, amounts and moments stay: they are the accounts of the agency, and how long the
    law keeps those waits for the agency's word.
    """
    rows = Invoice.objects.select_for_update().filter(purpose=purpose, reference=reference)
    found = [row for row in rows if row.payer_key]
    for row in found:
        payers.put(row, replace(payers.payer_of(row), phone="", email=""))
        row.save(update_fields=["payer_key", "payer"])
    return len(found)
