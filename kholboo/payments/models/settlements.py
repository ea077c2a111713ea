"""Money that came, as it was said: only ever added to."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kholboo.payments.models.attempts import Attempt
from kholboo.payments.models.invoices import Invoice
from kholboo.payments.rules import LONGEST_NOTE, Source


class Settlement(models.Model):
    """One payment. `key` is its name at the source, so that it is written down once."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="settlements")
    source = models.CharField(max_length=8, choices=Source)
    key = models.CharField(max_length=100)
    amount = models.BigIntegerField()
    # When the source says it was paid, and when we wrote it down.
    paid_at = models.DateTimeField()
    at = models.DateTimeField()
    attempt = models.ForeignKey(
        Attempt, null=True, on_delete=models.PROTECT, related_name="settlements"
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="settlement_once"),
            models.CheckConstraint(name="settlement_is_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="settlement_in_cash_has_its_cashier",
                condition=~Q(source=Source.CASH) | Q(taken_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["at"], name="settlement_by_day")]

    def __str__(self) -> str:
        return f"{self.source} {self.amount}"
