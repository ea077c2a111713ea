import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.agency.models import Aimag, Office, Service, Unit
from kholboo.documents.models import Document
from kholboo.feedback.models.terms import TermRule
from kholboo.feedback.rules import (
    OPEN,
    CaseKind,
    CaseStatus,
    Channel,
    Outcome,
    PersonKind,
    ReplyBy,
)

IS_OPEN = Q(status__in=sorted(OPEN))
# A form's questions change over the years; a row says which it answered.
FORM_VERSION = 1


class Case(models.Model):
    """One suggestion, request, petition or complaint, from receipt to closing.

    Who wrote it stands apart in `Contact`, so that a person can be erased and the case stay.
    """

    number = models.CharField(max_length=12)
    # From the sender: repeating it returns this case instead of making another.
    client_key = models.UUIDField(unique=True, default=uuid.uuid4)
    client_digest = models.CharField(max_length=64, blank=True)
    sealed_secret = models.BinaryField()
    kind = models.CharField(max_length=12, choices=CaseKind)
    channel = models.CharField(max_length=10, choices=Channel)
    # No index for each of these: the lists below begin with what is asked for, and every index
    # is paid for whenever a row is written.
    service = models.ForeignKey(
        Service, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    aimag = models.ForeignKey(
        Aimag, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    handler = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    taken_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(max_length=12, choices=CaseStatus)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    wish = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="mn")
    form_version = models.PositiveSmallIntegerField(default=FORM_VERSION)
    received_at = models.DateTimeField()
    # When the present round's clock began: receipt, or the reopening.
    clock_started_at = models.DateTimeField()
    rule = models.ForeignKey(
        TermRule, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Both null where the law gives no term (sent without a name).
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # About health, about an officer…: who does not handle it says why before reading it.
    is_sensitive = models.BooleanField(default=False)
    # Since then the case holds no word of or about its person (services/erasing.py).
    erased_at = models.DateTimeField(null=True, blank=True)
    # When a rung of the ladder last reported this round higher; the red mark of the inbox.
    escalated_at = models.DateTimeField(null=True, blank=True)
    # When the citizen wrote and nobody of ours did anything since; the mark of the lists.
    wrote_at = models.DateTimeField(null=True, blank=True)
    # When they rated the answer low, until somebody of ours sees to it.
    unhappy_at = models.DateTimeField(null=True, blank=True)
    # The link says which decision it appeals against; lists only need that it does.
    is_appeal = models.BooleanField(default=False)
    search_text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=IS_OPEN, name="case_open_due"),
            models.Index(
                fields=["office", "due_at", "id"], condition=IS_OPEN, name="case_open_office"
            ),
            models.Index(fields=["unit", "due_at", "id"], condition=IS_OPEN, name="case_open_unit"),
            models.Index(
                fields=["handler", "due_at", "id"], condition=IS_OPEN, name="case_open_handler"
            ),
            models.Index(
                fields=["office", "unit", "due_at"],
                condition=IS_OPEN & Q(handler__isnull=True),
                name="case_open_unassigned",
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=IS_OPEN & Q(handler__isnull=True),
                name="case_open_nobodys",
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=IS_OPEN & Q(escalated_at__isnull=False),
                name="case_open_escalated",
            ),
            models.Index(
                fields=["-received_at", "-id"],
                condition=Q(unhappy_at__isnull=False),
                name="case_unhappy",
            ),
            # Reports count the cases of a quarter from this index alone.
            models.Index(
                fields=["-received_at", "-id"],
                include=[
                    "office",
                    "service",
                    "handler",
                    "kind",
                    "channel",
                    "status",
                    "round",
                    "clock_started_at",
                    "due_at",
                    "answered_at",
                ],
                name="case_newest_facts",
            ),
            models.Index(fields=["status", "-received_at", "-id"], name="case_status_newest"),
            models.Index(fields=["office", "-received_at", "-id"], name="case_office_newest"),
            models.Index(fields=["handler", "-received_at", "-id"], name="case_handler_newest"),
            models.Index(
                fields=["answered_at"], condition=Q(status="answered"), name="case_to_close"
            ),
            models.Index(
                fields=["received_at", "id"],
                condition=Q(
                    status__in=["closed", "forwarded", "withdrawn"], erased_at__isnull=True
                ),
                name="case_to_erase",
            ),
            GinIndex(fields=["search"], name="case_search"),
        ]
        constraints = [
            # Not `unique=True`, which would keep a second index for LIKE.
            models.UniqueConstraint(fields=["number"], name="case_number"),
            models.CheckConstraint(
                name="case_due_day_and_instant_together",
                condition=Q(due_on__isnull=True, due_at__isnull=True)
                | Q(due_on__isnull=False, due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="case_due_after_its_clock_started",
                condition=Q(due_at__isnull=True) | Q(due_at__gt=models.F("clock_started_at")),
            ),
            models.CheckConstraint(
                name="case_decided_has_outcome",
                condition=~Q(status__in=["answered", "closed", "forwarded", "withdrawn"])
                | ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="case_in_hand_has_handler",
                condition=~Q(status__in=["assigned", "in_work", "waiting", "suspended"])
                | Q(handler__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def has_written(self) -> bool:
        return self.wrote_at is not None and self.is_open

    @property
    def is_unhappy(self) -> bool:
        return self.unhappy_at is not None

    @property
    def is_escalated(self) -> bool:
        return self.escalated_at is not None and self.is_open


class Contact(models.Model):
    """Who wrote and how to reach them: sealed, and apart from the case so it can be erased.

    `sealed` opens with the person's own key, `wrapped_key`; deleting that key erases the
    person. The `*_hash` columns are blind indexes: they find, they do not tell.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="contact")
    kind = models.CharField(max_length=12, choices=PersonKind)
    reply_by = models.CharField(max_length=5, choices=ReplyBy)
    user = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()
    phone_hash = models.CharField(max_length=32, blank=True)
    email_hash = models.CharField(max_length=32, blank=True)
    name_hashes = ArrayField(models.CharField(max_length=32), default=list)

    class Meta:
        indexes = [
            # Newest first, because a caller may have had thousands (an office's switchboard).
            models.Index(
                fields=["phone_hash", "-case"], name="contact_phone", condition=~Q(phone_hash="")
            ),
            models.Index(fields=["email_hash"], name="contact_email", condition=~Q(email_hash="")),
            models.Index(fields=["user"], name="contact_user", condition=Q(user__isnull=False)),
            GinIndex(fields=["name_hashes"], name="contact_names"),
        ]

    def __str__(self) -> str:
        return f"contact of case {self.case_id}"


class CaseFile(models.Model):
    """A file of a case: the citizen's, or one the office adds to its answer."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(
        "feedback.CaseEvent", null=True, on_delete=models.PROTECT, related_name="files"
    )
    is_public = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"file {self.document_id} of case {self.case_id}"
