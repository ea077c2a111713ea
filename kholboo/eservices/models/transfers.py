from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.eservices.models.applications import Application
from kholboo.eservices.models.procedures import ProcedureVersion


class TransferState(models.TextChoices):
    ASKED = "asked", _("waits for the head")
    APPROVED = "approved", _("under way")
    DONE = "done", _("all looked at")
    STOPPED = "stopped", _("stopped")


NOT_OVER = Q(state__in=["asked", "approved"])


class Transfer(models.Model):
    """An order to move the running applications of one version to another of the same procedure.

    What is asked for never changes: whoever approves it approves these versions and this map.
    `nodes` says what became of ids of the old drawing; `counted` is the dry run of the day it was
    asked for. The work begins on the first day of the new version (`started_at`).
    """

    before = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    nodes = models.JSONField(default=dict)
    # Of the written order of the agency's head.
    order_number = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=TransferState, default=TransferState.ASKED)
    counted = models.JSONField(default=dict)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["before"], condition=NOT_OVER, name="transfer_one_of_a_version"
            ),
            models.CheckConstraint(name="transfer_goes_somewhere", condition=~Q(before=F("after"))),
            models.CheckConstraint(name="transfer_has_order", condition=~Q(order_number="")),
            models.CheckConstraint(
                name="transfer_approved_by_another",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="transfer_runs_when_approved",
                condition=Q(state__in=["asked", "stopped"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="transfer_over_says_when",
                condition=(NOT_OVER & Q(ended_at__isnull=True))
                | (~NOT_OVER & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} to {self.after_id}"


class CaseEnd(models.TextChoices):
    MOVED = "moved", _("moved")
    STAYED = "stayed", _("stays under its version")


class TransferCase(models.Model):
    """What became of one application in a transfer; it is looked at once. Rows are only added."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="cases")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="transfers", db_index=False
    )
    end = models.CharField(max_length=6, choices=CaseEnd)
    # Why it stays: pairs of a code and the names it speaks of (queries/judging.py).
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "transfer"], name="transfer_looks_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.end}"
