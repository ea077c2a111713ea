from django.db import models

from kholboo.accounts.models import User
from kholboo.agency.models import Unit
from kholboo.feedback.rules import EventKind


class CaseEvent(models.Model):
    """One line of a case's story. Rows are only added (a trigger refuses the rest).

    `digest` chains each row to the one before it in the same case, so a changed or missing
    line shows. It covers not the text but `text_digest`, a hash of the text with a salt of its
    own: when a person is erased, text and salt are blanked and the chain still holds. `facts`
    holds plain values a sentence is made of, in either language; never what a citizen said or is
    called, because facts stay.
    """

    case = models.ForeignKey(
        "feedback.Case", on_delete=models.PROTECT, related_name="events", db_index=False
    )
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=EventKind)
    is_public = models.BooleanField()
    # None: the citizen, or the system (facts tell).
    actor = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_citizen = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    text_salt = models.CharField(max_length=32, blank=True)
    text_digest = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "id"], name="case_event_story")]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"


class Assignment(models.Model):
    """Who held the case, and from when; the newest row is the present one."""

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="assignments")
    handler = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.handler_id}"
