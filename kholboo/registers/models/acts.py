"""What one person proposes and another confirms; how often certificates are checked."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kholboo.registers.models.certificates import Certificate
from kholboo.registers.rules import LONGEST_REFERENCE, Outcome


class Withdrawal(models.Model):
    """A proposal to withdraw a certificate; the second person is never the first."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="withdrawals"
    )
    ground_reference = models.CharField(max_length=LONGEST_REFERENCE)
    ground_on = models.DateField()
    ground_text = models.TextField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(outcome=Outcome.OPEN),
                name="withdrawal_one_open_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.CONFIRMED) | ~Q(decided_by=F("proposed_by")),
                name="withdrawal_is_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.outcome}"


class Check(models.Model):
    """How often a certificate was asked about on a day. Nobody is kept with it."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="checks")
    day = models.DateField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "day"], name="check_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.day} {self.count}"
