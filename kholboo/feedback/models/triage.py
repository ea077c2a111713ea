from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.feedback.models.cases import Case
from kholboo.feedback.triage import TriageField


class TriageModel(models.Model):
    """What was learnt from decided cases at one moment; the newest version is in use.

    `weights` are plain arrays with a keyed digest, never a pickle: who may write this table must
    not thereby run code in a worker, nor change quietly what officers are advised.
    """

    version = models.PositiveIntegerField(unique=True)
    trained_at = models.DateTimeField()
    # None: the weekly job.
    trained_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    cases = models.PositiveIntegerField()
    # One entry for each field, as `learning.FieldFigures`.
    figures = models.JSONField()
    # Empty once newer versions have taken its place: figures stay, weights go.
    weights = models.BinaryField()
    digest = models.CharField(max_length=32)

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"version {self.version}"


class Suggestion(models.Model):
    """What was suggested for one field of a new case, why, and what the officer then decided."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="suggestions")
    # None: by words of danger, without anything learnt.
    model = models.ForeignKey(TriageModel, null=True, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=8, choices=TriageField)
    value = models.CharField(max_length=60)
    confidence = models.FloatField()
    # {"words": […], "similar": how many decided cases have them, "alike": how many had this value}
    reason = models.JSONField(default=dict)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_value = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "field"], name="suggestion_one_a_field"),
            models.CheckConstraint(
                name="suggestion_confidence_is_a_share",
                condition=Q(confidence__gte=0, confidence__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} of case {self.case_id}"


class TriageUse(models.Model):
    """How often officers took a suggestion of one version, counted as they decide."""

    # None: urgency by words of danger, which no version learnt.
    model = models.ForeignKey(TriageModel, null=True, on_delete=models.CASCADE, related_name="uses")
    field = models.CharField(max_length=8, choices=TriageField)
    accepted = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["model", "field"],
                nulls_distinct=False,
                name="triage_use_once_a_field",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.accepted} accepted, {self.changed} changed"

    @property
    def decided(self) -> int:
        return self.accepted + self.changed

    @property
    def precision(self) -> float:
        return self.accepted / self.decided if self.decided else 0.0


class DangerWord(models.Model):
    """A word after which a new case is looked at first."""

    word = models.CharField(max_length=60, unique=True)
    # True: our guess, until the agency has looked at it.
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word
