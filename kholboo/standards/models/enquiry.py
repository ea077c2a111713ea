"""Enquiries on drafts: from when to when, what was said, what became of it, and whom to ask back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kholboo.core import clock
from kholboo.standards.commenting import (
    CONTACT_DAYS,
    LONGEST_CLAUSE,
    LONGEST_KEY,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_PLACE,
    WORDS_DAYS,
    CommentKind,
    CommentState,
    HeldFor,
    Phase,
    Verdict,
    phase_on,
)
from kholboo.standards.models.catalogue import Edition


class Enquiry(models.Model):
    """A draft is open for comments from one day to another, both included."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="enquiries")
    opens_on = models.DateField()
    closes_on = models.DateField()
    # What the committee asks readers to look at.
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    contact_days = models.PositiveSmallIntegerField(
        default=CONTACT_DAYS, help_text="how long contacts are kept after the last day"
    )
    words_days = models.PositiveSmallIntegerField(
        default=WORDS_DAYS, help_text="how long the words of comments are kept after the last day"
    )
    # Of which last day those who left an address were told that it is over.
    told_on = models.DateField(null=True)
    is_sample = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    # Goes up with each comment: their numbers have no gap.
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["closes_on", "opens_on"], name="enquiry_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="enquiry_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.opens_on}–{self.closes_on}"

    @property
    def phase(self) -> Phase:
        today = clock.local_date(clock.now())
        return phase_on(today, opens_on=self.opens_on, closes_on=self.closes_on)

    @property
    def is_open(self) -> bool:
        return self.phase == Phase.OPEN


class Comment(models.Model):
    """One remark on a draft, as the ISO comment template asks for it, and what was answered.

    `key` is made of the form it was sent by and its words: the same form sent twice is one comment.
    `name` is what the writer wants to stand beside it, perhaps nothing.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=2, choices=CommentKind)
    line = models.CharField(max_length=LONGEST_LINE, blank=True)
    clause = models.CharField(max_length=LONGEST_CLAUSE, blank=True)
    clause_key = models.CharField(max_length=LONGEST_KEY, blank=True)
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    # Both empty once they are forgotten, and what the writer called themselves.
    text = models.TextField(blank=True)
    change = models.TextField(blank=True)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=CommentState, default=CommentState.WAITING)
    held_for = models.CharField(max_length=9, choices=HeldFor, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    # How often officers changed it: whoever acts says which they saw.
    turn = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["clause_key", "number"]
        indexes = [
            models.Index(fields=["enquiry", "state", "clause_key", "number"], name="comment_order"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "number"], name="one_comment_of_a_number"),
            models.CheckConstraint(
                condition=Q(state=CommentState.HELD) & ~Q(held_for="")
                | ~Q(state=CommentState.HELD) & Q(held_for=""),
                name="comment_held_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=CommentState.HELD) | Q(forgotten_at__isnull=False) | ~Q(text=""),
                name="comment_says_something",
            ),
            models.CheckConstraint(
                condition=Q(state=CommentState.WAITING, looked_at=None)
                | (~Q(state=CommentState.WAITING) & Q(looked_at__isnull=False)),
                name="comment_is_shown_when_looked_at",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", answer="", answered_at=None)
                | (~Q(verdict="") & Q(answered_at__isnull=False)),
                name="comment_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=[Verdict.PARTLY, Verdict.REFUSED]) | ~Q(answer=""),
                name="comment_refusal_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id}/{self.number}"


class CommentContact(models.Model):
    """How officers reach who wrote, sealed; the row is deleted after its term."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="contact")
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"contact of comment {self.comment_id}"
