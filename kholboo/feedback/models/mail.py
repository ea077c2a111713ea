from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.documents.models import Document
from kholboo.feedback.mail_states import AsideReason, LetterState


class IncomingLetter(models.Model):
    """One e-mail somebody sent to the agency, from the mailbox until an officer decided on it.

    Sender, subject and words are sealed under a key of this row: deleting it erases them.
    `arrived_at` is when our mail server took the letter: the term of the law counts from it.
    """

    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=LetterState)
    arrived_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()
    email_hash = models.CharField(max_length=32, blank=True)
    # Codes of notifications.mailbox.reading.Trouble: why it could not be read whole.
    troubles = ArrayField(models.CharField(max_length=20), default=list)
    aside_reason = models.CharField(max_length=10, choices=AsideReason, blank=True)
    case = models.ForeignKey(
        "feedback.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="letters"
    )
    # None: put aside by itself, because its own headers say what it is.
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-arrived_at", "-id"], name="letter_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="letter_done_has_case",
                condition=Q(state="done", case__isnull=False)
                | (~Q(state="done") & Q(case__isnull=True)),
            ),
            models.CheckConstraint(
                name="letter_aside_has_reason",
                condition=(Q(state="aside") & ~Q(aside_reason=""))
                | (~Q(state="aside") & Q(aside_reason="")),
            ),
            models.CheckConstraint(
                name="letter_decided_has_moment",
                condition=Q(state="new", decided_at__isnull=True)
                | (~Q(state="new") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"


class LetterFile(models.Model):
    """A file of a letter that waits; with the decision it goes over to the case."""

    letter = models.ForeignKey(IncomingLetter, on_delete=models.CASCADE, related_name="files")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"file {self.document_id} of letter {self.letter_id}"


class MailboxLook(models.Model):
    """When the mailbox was last looked into, and what went wrong: one row, shown at the desk."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    tried_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    # A value of notifications.rules.Failure; "" when the last look went well.
    failure = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="mailbox_look_is_one", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"mailbox looked into at {self.tried_at}"
