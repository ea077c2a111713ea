import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.feedback.models.cases import Case


class CallResult(models.TextChoices):
    """What a call to the hotline became."""

    CASE = "case", _("a new case")
    NOTE = "note", _("a note on a case")
    CONSULTATION = "consultation", _("explained on the spot")
    TRANSFER = "transfer", _("passed on to another body")
    DROPPED = "dropped", _("nothing written down")


class Call(models.Model):
    """One call to the hotline: who took it, from when to when, and the one thing it became.

    The number stands sealed only while the call lasts. What it became keeps the caller in the
    case's `Contact`; here a blind hash stays, which finds and does not tell.
    """

    # In the address of the console, and the client key of the case: sent twice it is one case.
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    operator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    sealed = models.BinaryField(default=bytes)
    phone_hash = models.CharField(max_length=32, blank=True)
    became = models.CharField(max_length=12, choices=CallResult, blank=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="calls")

    class Meta:
        ordering = ["-began_at", "-pk"]
        indexes = [
            models.Index(fields=["began_at"], name="call_began"),
            models.Index(fields=["operator", "-began_at", "-id"], name="call_operator_newest"),
            models.Index(fields=["phone_hash"], condition=~Q(phone_hash=""), name="call_phone"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["operator", "phone_hash"],
                condition=Q(ended_at__isnull=True),
                name="call_one_open_from_a_number",
            ),
            models.CheckConstraint(
                name="call_ended_has_become_something",
                condition=Q(ended_at__isnull=True, became="")
                | (Q(ended_at__isnull=False) & ~Q(became="")),
            ),
            models.CheckConstraint(
                name="call_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("began_at")),
            ),
            models.CheckConstraint(
                name="call_ended_keeps_no_number",
                condition=Q(ended_at__isnull=True) | Q(sealed=b""),
            ),
            models.CheckConstraint(
                name="call_with_words_has_case",
                condition=Q(became__in=["", "dropped"]) | Q(case__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"call of {self.began_at}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
