"""Money that goes back: asked for by one person, approved by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kholboo.payments.models.settlements import Settlement
from kholboo.payments.rules import LONGEST_NOTE, RefundState


class Refund(models.Model):
    """Of one settlement. `is_by_provider`: the provider gives the whole payment back; else a
    person does, and writes down how.
    """

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=LONGEST_NOTE)
    is_by_provider = models.BooleanField()
    state = models.CharField(max_length=8, choices=RefundState, default=RefundState.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    # Why it was not approved; how it was given back; what the provider said.
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="refund_is_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="refund_is_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="refund_goes_out_decided",
                condition=Q(state=RefundState.ASKED) | Q(decided_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["settlement"],
                condition=Q(state__in=[RefundState.ASKED, RefundState.APPROVED]),
                name="refund_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.amount}"
