from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.agency.models import Office
from kholboo.documents.models import Document
from kholboo.eservices.models.applications import Application
from kholboo.eservices.rules import StepKind, StepStatus

IS_WAITING = Q(status="waiting")


class Step(models.Model):
    """A place of the drawing where an application waits, waited, or need not wait any more.

    `scope` is the process it stands in (with the way there through called processes), `visit` counts
    how often the application came by, `item` which of several parallel ones (a sample) it is.
    `office` is the application's, beside the role, so that one index serves a queue.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="steps", db_index=False
    )
    scope = models.CharField(max_length=200)
    node = models.CharField(max_length=80)
    visit = models.PositiveSmallIntegerField(default=1)
    item = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=StepKind)
    status = models.CharField(max_length=9, choices=StepStatus, default=StepStatus.WAITING)
    # The role that does it (accounts.Role), or "applicant", or "" for what comes from outside.
    role = models.CharField(max_length=20, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    assignee = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    taken_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["office", "role", "due_on", "id"], condition=IS_WAITING, name="step_queue"
            ),
            models.Index(
                fields=["role", "due_on", "id"], condition=IS_WAITING, name="step_role_due"
            ),
            models.Index(
                fields=["assignee", "due_on", "id"], condition=IS_WAITING, name="step_in_hand"
            ),
            models.Index(fields=["due_on", "id"], condition=IS_WAITING, name="step_waiting_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "scope", "node", "visit", "item"],
                nulls_distinct=False,
                name="step_stands_once",
            ),
            models.CheckConstraint(
                name="step_done_says_when",
                condition=Q(status="waiting", done_at__isnull=True)
                | (~Q(status="waiting") & Q(done_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node}#{self.visit} of {self.application_id}"


class StepTimer(models.Model):
    """A timer on the edge of a waiting step. It fires once, and goes with its step."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="timers")
    timer = models.CharField(max_length=80)
    fires_on = models.DateField()
    fired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["fires_on", "id"], condition=Q(fired_at__isnull=True), name="timer_to_fire"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["step", "timer"], name="timer_once_for_each_step")
        ]

    def __str__(self) -> str:
        return f"{self.timer} of step {self.step_id}"


class StepFile(models.Model):
    """A photo or a paper that whoever does a step put to it."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="files")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"file of step {self.step_id}"


class Invoiced(models.Model):
    """The invoice a step waits for. `invoice` is its key in the payments house, which knows no step."""

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="invoiced")
    key = models.UUIDField(unique=True)
    invoice = models.BigIntegerField(unique=True)
    address = models.CharField(max_length=200)
    amount = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"invoice of step {self.step_id}"
