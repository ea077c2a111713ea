from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.eservices.models.applications import Application
from kholboo.eservices.rules import RequestState


class Erasure(models.Model):
    """The ledger of erased applicants: which application and when, nothing about the person.

    Rows are only added. The triggers of the story and of decisions let words be blanked only where
    a row stands here; after a restore the ledger, kept in a file too, is applied again.
    """

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="erasure"
    )
    number = models.CharField(max_length=12, unique=True)
    at = models.DateTimeField()
    # None: from the ledger's file, and whoever decided works here no more.
    by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"erasure of {self.number}"


class ErasureRequest(models.Model):
    """An applicant asks that their data be erased, and what was decided. One waits at a time.

    Why it was refused stands in the application's story, where the applicant reads it.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="erasure_requests"
    )
    at = models.DateTimeField()
    # None: the applicant asked on their own page.
    entered_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="waiting"),
                name="application_erasure_waits_once",
            ),
            models.CheckConstraint(
                name="application_erasure_decided_has_moment",
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"], condition=Q(state="waiting"), name="application_erasure_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"erasure request for application {self.application_id}"
