from datetime import date

from django.db import models
from django.db.models import F, Q

from kholboo.feedback.rights import HEADS
from kholboo.feedback.rules import CaseKind

MOST_SHARE = 300  # per cent of the term: three terms gone


class EscalationRung(models.Model):
    """When a case nobody answers is reported higher, and to whom. Dated, never edited away."""

    # Empty: every kind.
    kind = models.CharField(max_length=12, choices=CaseKind, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    # Per cent of the term that have gone; 100 is the due instant.
    share = models.PositiveSmallIntegerField(null=True, blank=True)
    # Or hours since receipt (or reopening) in which the clock ran.
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    unassigned_only = models.BooleanField(default=False)
    tell = models.CharField(max_length=20, choices=[(role.value, role.label) for role in HEADS])
    # False: shown to people with the words "to be confirmed".
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        # What nobody has taken goes up first.
        ordering = ["-unassigned_only", "share", "hours", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rung_share_or_hours",
                condition=Q(share__gte=1, share__lte=MOST_SHARE, hours__isnull=True)
                | Q(share__isnull=True, hours__gte=1),
            ),
            models.CheckConstraint(
                name="rung_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        when = f"{self.share} %" if self.share else f"{self.hours} h"
        return f"{when} → {self.get_tell_display()}"

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Escalation(models.Model):
    """A case was reported higher by one rung in one round: the row that makes it happen once."""

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="escalations")
    round = models.PositiveSmallIntegerField()
    rung = models.ForeignKey(EscalationRung, on_delete=models.PROTECT, related_name="+")
    # Who was told in the end: where a post is empty, the next one up.
    told = models.CharField(max_length=20, choices=[(role.value, role.label) for role in HEADS])
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "rung"], name="escalation_once_a_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.told}"
