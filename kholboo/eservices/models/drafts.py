import uuid

from django.db import models
from django.db.models import Q

from kholboo.accounts.models import Organisation, User
from kholboo.agency.models import Office
from kholboo.documents.models import Document
from kholboo.eservices.models.applications import Application
from kholboo.eservices.models.procedures import Procedure, ProcedureVersion
from kholboo.eservices.rules import Via

IS_WAITING = Q(application__isnull=True)


class Draft(models.Model):
    """What an applicant has typed and not sent yet: one for an applicant and a procedure.

    The key becomes the application's client key, so sending a draft twice gives one application.
    Answers are sealed: they stand here as typed, right or wrong. With `organisation` it belongs to
    all its confirmed representatives; at the counter to the office, and `user` is the officer.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    via = models.CharField(max_length=7, choices=Via, default=Via.WEB)
    office = models.ForeignKey(
        Office, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sealed_answers = models.BinaryField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # The day after which nobody's hand on it means that it goes.
    kept_until = models.DateField()
    application = models.OneToOneField(
        Application, null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        ordering = ["-changed_at"]
        indexes = [
            models.Index(fields=["user", "-changed_at"], name="draft_of_user"),
            models.Index(
                fields=["organisation", "-changed_at"],
                condition=Q(organisation__isnull=False),
                name="draft_of_organisation",
            ),
            models.Index(
                fields=["office", "-changed_at"], condition=IS_WAITING, name="draft_at_counter"
            ),
            models.Index(
                fields=["kept_until"], condition=IS_WAITING, name="application_draft_to_sweep"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "user"],
                condition=IS_WAITING & Q(organisation__isnull=True, via="web"),
                name="draft_one_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["procedure", "organisation"],
                condition=IS_WAITING & Q(organisation__isnull=False, via="web"),
                name="draft_one_of_an_organisation",
            ),
            models.CheckConstraint(
                name="draft_at_the_counter_has_office",
                condition=Q(via="web", office__isnull=True)
                | Q(via="counter", office__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.key}"

    @property
    def is_sent(self) -> bool:
        return self.application_id is not None


class DraftFile(models.Model):
    """A paper waiting in a draft; `kind` says which required document it is."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} of draft {self.draft_id}"
