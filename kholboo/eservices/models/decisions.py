from django.db import models
from django.db.models import F, Q

from kholboo.accounts.models import User
from kholboo.eservices.models.applications import Application
from kholboo.eservices.models.steps import Step
from kholboo.eservices.rules import Outcome


class Decision(models.Model):
    """What was decided, by whom and why. One for an application; rows are only added."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="decision"
    )
    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="decision")
    number = models.CharField(max_length=12, unique=True)
    outcome = models.CharField(
        max_length=9,
        choices=[(Outcome.GRANTED, "granted"), (Outcome.REFUSED, "refused")],
    )
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField()
    effective_on = models.DateField()
    expires_on = models.DateField(null=True)
    ground = models.TextField()
    # What the applicant can do against it, and until when.
    remedy = models.TextField(blank=True)
    objection_until = models.DateField()
    # The rule of the table that was shown to whoever decided.
    rule = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="decision_has_ground", condition=~Q(ground="")),
            models.CheckConstraint(
                name="decision_refusal_has_remedy",
                condition=~Q(outcome="refused") | ~Q(remedy=""),
            ),
            models.CheckConstraint(
                name="decision_expires_after_it_begins",
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("effective_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def outcome_words(self) -> str:
        return str(Outcome(self.outcome).label)


class Conflict(models.Model):
    """What a person of ours declared before touching an application: a conflict of interest or none."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    has_conflict = models.BooleanField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"], name="conflict_declared_once"
            ),
            models.CheckConstraint(
                name="conflict_says_what", condition=Q(has_conflict=False) | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.application_id}"
