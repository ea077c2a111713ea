"""Proposed changes of the catalogue, and what was published: one person proposes, another publishes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kholboo.standards.changing import LONGEST_NOTE, ChangeKind, ProposalState
from kholboo.standards.models.catalogue import Edition
from kholboo.standards.models.files import STORE, CatalogueFile, Decided


class Proposal(Decided):
    """A change of one edition, or a new edition where `edition` is empty.

    `changes` keeps for each fact what it was when it was proposed and what it shall be; it is
    published only while the catalogue still says what it said then.
    """

    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    # Of a new edition, as it will be written.
    number = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    # Of many that came in one file; they are decided together.
    file = models.ForeignKey(
        CatalogueFile, null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    changes = models.JSONField()
    # What readers are told about the change, in the proposer's words.
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-decided_at"], name="standards_proposal_decided")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ProposalState.PUBLISHED) | ~Q(decided_by=F("proposed_by")),
                name="proposal_is_published_by_another",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=False) | Q(file__isnull=False),
                name="proposal_of_nobody_came_in_a_file",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, decided_at=None, decided_by=None)
                | Q(
                    ~Q(state=ProposalState.OPEN),
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="proposal_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=False) | ~Q(number=""),
                name="proposal_is_about_an_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.designation

    @property
    def designation(self) -> str:
        if self.edition:
            return self.edition.designation
        return f"{self.number} : {self.year}" if self.year else self.number

    @property
    def is_new(self) -> bool:
        """It adds an edition; once published it knows which."""
        return bool(self.number)


class ChangeEvent(models.Model):
    """What was published about an edition, for its history and for whoever follows it.

    Rows are only ever added; a trigger refuses the rest.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    # The day it is about: a withdrawal may be published long before it holds.
    day = models.DateField()
    at = models.DateTimeField()
    changes = models.JSONField()
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    proposal = models.ForeignKey(
        Proposal, null=True, on_delete=models.PROTECT, related_name="events"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="standards_event_newest")]

    def __str__(self) -> str:
        return f"{self.edition} {self.kind} {self.day}"

    @property
    def proposer(self) -> str:
        return self.proposed_by.short_name if self.proposed_by else STORE
