"""One offer of a provider to take the money: its QR code and links, and what became of it."""

import secrets

from django.db import models
from django.db.models import Q

from kholboo.payments.models.invoices import Invoice
from kholboo.payments.rules import LIVE, AttemptState


def new_hint_key() -> str:
    """Names the attempt in the address the provider calls; it opens nothing."""
    return secrets.token_hex(16)


class Attempt(models.Model):
    """`amount` is what was still to be paid when it was made."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    hint_key = models.CharField(max_length=32, unique=True, default=new_hint_key)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=6, choices=AttemptState, default=AttemptState.ASKED)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Of the provider, empty until it answered. A try whose answer was lost gets another sender's
    # number: what nobody was shown nobody can pay.
    tries = models.PositiveSmallIntegerField(default=0)
    provider_id = models.CharField(max_length=100, blank=True)
    qr = models.TextField(blank=True)
    links = models.JSONField(default=list)
    # The provider's bare word for why it was not made.
    failure = models.CharField(max_length=60, blank=True)
    looks = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    # The provider was told that nobody shall pay it any more.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "number"], name="attempt_has_its_number"),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(state__in=[AttemptState.ASKED, *LIVE]),
                name="attempt_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["provider_id"],
                condition=~Q(provider_id=""),
                name="attempt_one_of_the_provider",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_look_at"],
                condition=Q(next_look_at__isnull=False),
                name="attempt_to_look_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}.{self.number}"

    @property
    def is_shown(self) -> bool:
        return self.state in LIVE
