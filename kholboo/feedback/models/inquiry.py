"""ISO 10002 between receipt and closing: how bad, what was found, what is done, how it ended."""

from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.feedback.rules import (
    Acceptance,
    Cause,
    Complexity,
    Impact,
    MeasureKind,
    Severity,
)


class Assessment(models.Model):
    """How bad a case is. Rows are only added: the newest counts, the others say what was thought."""

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="assessments")
    severity = models.CharField(max_length=10, choices=Severity)
    is_safety = models.BooleanField()
    complexity = models.CharField(max_length=10, choices=Complexity)
    impact = models.CharField(max_length=10, choices=Impact)
    needs_action = models.BooleanField()
    action = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.severity} case {self.case_id}"

    @property
    def severity_look(self) -> str:
        """The colour of its chip."""
        return {Severity.SERIOUS: "warn", Severity.GRAVE: "bad"}.get(
            Severity(self.severity), "plain"
        )


class Investigation(models.Model):
    """What was found out, by whom and from what; the newest counts.

    The investigator is never somebody the case is about (the service refuses them).
    """

    case = models.ForeignKey(
        "feedback.Case", on_delete=models.CASCADE, related_name="investigations"
    )
    findings = models.TextField()
    sources = models.TextField()
    cause = models.CharField(max_length=12, choices=Cause)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="investigation_has_findings", condition=~Q(findings="") & ~Q(sources="")
            )
        ]

    def __str__(self) -> str:
        return f"investigation of case {self.case_id}"


class Measure(models.Model):
    """Something somebody does until a day, and the proof that it helped."""

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=10, choices=MeasureKind)
    what = models.TextField()
    responsible = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    proof = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="measure_done_by_somebody_with_proof",
                condition=Q(done_at__isnull=True, done_by__isnull=True, proof="")
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(proof="")),
            ),
            models.CheckConstraint(name="measure_says_what", condition=~Q(what="")),
        ]

    def __str__(self) -> str:
        return f"measure of case {self.case_id}"


class Closing(models.Model):
    """How a round ended: what the citizen said, and what else was offered to them."""

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="closings")
    round = models.PositiveSmallIntegerField()
    acceptance = models.CharField(max_length=10, choices=Acceptance)
    alternatives = models.TextField(blank=True)
    # Empty where the time to reopen had passed and the case closed by itself.
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="closing_once_a_round"),
            models.CheckConstraint(
                name="closing_refused_offers_alternatives",
                condition=~Q(acceptance="refused") | ~Q(alternatives=""),
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.round} of case {self.case_id}"
