from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from kholboo.accounts.models import User
from kholboo.agency.models import Service
from kholboo.feedback.models.cases import Case
from kholboo.feedback.publication import PublicationState

IS_PUBLIC = Q(published_at__isnull=False, withdrawn_at__isnull=True)
IS_PROPOSED = Q(published_at__isnull=True, withdrawn_at__isnull=True, returned_at__isnull=True)


class PublicationConsent(models.Model):
    """The citizen let the answer to their case be published; they may take that back."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="publication_consent")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"consent for case {self.case_id}"

    @property
    def is_given(self) -> bool:
        return self.withdrawn_at is None


class PublishedAnswer(models.Model):
    """A question and its answer for everybody, with nothing in it that tells whose it was.

    Proposed by an officer, published by a second person. The case is known inside only.
    `is_general`: wholly rewritten, so it needs no consent; everything else hangs on `consent`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="published_answers")
    consent = models.ForeignKey(
        PublicationConsent, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_general = models.BooleanField(default=False)
    question = models.TextField()
    answer = models.TextField()
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, default="mn")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Who returned it or took it down; empty when the citizen did.
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    helped = models.PositiveIntegerField(default=0)
    did_not_help = models.PositiveIntegerField(default=0)
    search_text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            # Read often and written rarely: words go into the index at once, not into a waiting list.
            GinIndex(
                fields=["search"], name="published_search", condition=IS_PUBLIC, fastupdate=False
            ),
            models.Index(
                fields=["-published_at", "-id"], name="published_newest", condition=IS_PUBLIC
            ),
            models.Index(
                fields=["service", "-published_at", "-id"],
                name="published_service_newest",
                condition=IS_PUBLIC,
            ),
            models.Index(fields=["proposed_at"], name="published_waiting", condition=IS_PROPOSED),
        ]
        constraints = [
            models.CheckConstraint(
                name="published_by_a_second_person",
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="published_has_who_and_when",
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="published_with_consent_or_general",
                condition=Q(published_at__isnull=True)
                | Q(is_general=True)
                | Q(consent__isnull=False),
            ),
            models.CheckConstraint(
                name="published_has_words", condition=~Q(question="") & ~Q(answer="")
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(withdrawn_at__isnull=True, returned_at__isnull=True),
                name="published_one_of_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"published answer {self.pk}"

    @property
    def is_forgotten(self) -> bool:
        """Its words went with the citizen's data; that it was there is still known."""
        return not self.is_general and self.case.erased_at is not None

    @property
    def state(self) -> PublicationState:
        if self.withdrawn_at:
            return PublicationState.WITHDRAWN
        if self.returned_at:
            return PublicationState.RETURNED
        return PublicationState.PUBLISHED if self.published_at else PublicationState.PROPOSED
