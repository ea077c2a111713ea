import uuid

from django.db import models
from django.db.models import F, Q

from kholboo.accounts.models import Organisation, User
from kholboo.agency.models import Office
from kholboo.documents.models import Document
from kholboo.eservices.models.procedures import ProcedureVersion
from kholboo.eservices.rules import (
    OPEN,
    ApplicationState,
    EventKind,
    Outcome,
    PauseKind,
    Via,
)

IS_OPEN = Q(state__in=sorted(OPEN))


class Application(models.Model):
    """One request for a service, from receipt to its decision, under one version of the procedure.

    Who applies stands apart in `Applicant`, sealed, with the answers that tell who somebody is.
    `answers` is the rest of the form as it was sent, with later completions; what each completion
    changed stands in `Completion`. The whole: `queries.answers`.
    """

    number = models.CharField(max_length=12, unique=True)
    # From the applicant's draft: repeating it returns this application.
    key = models.UUIDField(unique=True)
    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, related_name="applications", db_index=False
    )
    user = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    via = models.CharField(max_length=7, choices=Via)
    # Who wrote a paper application down at the counter.
    taken_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    language = models.CharField(max_length=2, default="mn")
    answers = models.JSONField(default=dict)
    # What the tables that bind at submission said that day, by table.
    bound = models.JSONField(default=dict)
    # Of one moved to another version: what its days are counted by, and steps that version lacks.
    carried = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=ApplicationState)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    submitted_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Set, its person is gone from here (services/wiping.py); what is counted stays.
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-submitted_at"], name="application_of_user"),
            models.Index(
                fields=["organisation", "-submitted_at"],
                condition=Q(organisation__isnull=False),
                name="application_of_organisation",
            ),
            models.Index(
                fields=["office", "due_on", "id"], condition=IS_OPEN, name="application_open_office"
            ),
            models.Index(fields=["due_on", "id"], condition=IS_OPEN, name="application_open_due"),
            models.Index(fields=["office", "-submitted_at"], name="application_office_newest"),
            models.Index(fields=["-submitted_at", "-id"], name="application_newest"),
            models.Index(fields=["version", "state"], name="application_of_version"),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_ended_has_outcome",
                condition=Q(state="ended", outcome__gt="", ended_at__isnull=False)
                | (~Q(state="ended") & Q(outcome="", ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="application_has_somebody",
                condition=Q(user__isnull=False)
                | Q(taken_by__isnull=False)
                | Q(erased_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Applicant(models.Model):
    """Who applies, sealed: name, register number, address, phone, e-mail, and personal answers."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="applicant", primary_key=True
    )
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()
    answers = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return f"applicant of {self.application_id}"


class ApplicationFile(models.Model):
    """A paper of an application. What a later one took the place of stays, with its time."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    # Which required document of the procedure it is.
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kind", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}"


class Completion(models.Model):
    """What the applicant was asked to put right: exactly these fields and documents, and no other.

    `before` and `after` hold the answers of those fields, so that the change can be shown; the
    personal ones stand sealed beside them, under the applicant's key.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="completions"
    )
    fields = models.JSONField(default=list)
    documents = models.JSONField(default=list)
    text = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    sealed_before = models.BinaryField(default=b"")
    sealed_after = models.BinaryField(default=b"")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at__isnull=True),
                name="completion_one_open",
            ),
            models.CheckConstraint(
                name="completion_asks_for_something",
                condition=~Q(fields=[]) | ~Q(documents=[]),
            ),
        ]

    def __str__(self) -> str:
        return f"completion of {self.application_id}"


class Pause(models.Model):
    """A stretch in which the clock of an application stood still, and why."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=10, choices=PauseKind)
    reason = models.TextField(blank=True)
    actor = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(ended_at__isnull=True), name="pause_one_open"
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_starts",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.started_at}"


class Event(models.Model):
    """One line of an application's story. Rows are only added (a trigger refuses the rest).

    `facts` are plain values a sentence is made of, in either language; never a name of an applicant.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=EventKind)
    is_public = models.BooleanField()
    actor = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by_applicant = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["application", "id"], name="event_of_application")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}"
