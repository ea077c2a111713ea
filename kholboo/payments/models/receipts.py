"""The receipt of the tax authority: its number is kept, its lottery and its code never are."""

from django.db import models
from django.db.models import Q

from kholboo.payments.models.invoices import Invoice
from kholboo.payments.rules import ReceiptState


class Receipt(models.Model):
    """One of an invoice. The law lets its lottery and QR be printed only, not stored."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="receipt")
    state = models.CharField(max_length=8, choices=ReceiptState, default=ReceiptState.ASKED)
    is_of_company = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    # ДДТД, 33 digits.
    number = models.CharField(max_length=40, blank=True)
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="receipt_made_has_its_number",
                condition=~Q(state=ReceiptState.MADE) | ~Q(number="") & Q(made_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.number or self.state
