"""Files of many editions: each row is a proposal, and a second person publishes the whole."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kholboo.standards.changing import LONGEST_NOTE, ProposalState


class FileKind(models.TextChoices):
    TABLE = "table", _("a table in our columns")
    ISO = "iso", _("ISO Open Data")
    STS = "sts", _("data of a standard in STS")
    STORE = "store", _("changes at estandard.gov.mn")


STORE = "estandard.gov.mn"


class Decided(models.Model):
    """What one person proposes and another decides."""

    state = models.CharField(
        max_length=10, choices=ProposalState, default=ProposalState.OPEN, db_index=True
    )
    # Nobody: the national store itself, whose changes come at their hour.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    decided_at = models.DateTimeField(null=True)
    # Why it was not accepted; the proposer reads it.
    reason = models.CharField(max_length=LONGEST_NOTE, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state == ProposalState.OPEN

    @property
    def proposer(self) -> str:
        return self.proposed_by.short_name if self.proposed_by else STORE


class CatalogueFile(Decided):
    """What somebody took in; `sha256` tells the same file when it comes again."""

    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=FileKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(state=ProposalState.OPEN),
                name="file_waits_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.PUBLISHED) | ~Q(decided_by=F("proposed_by")),
                name="file_is_published_by_another",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=False) | Q(kind=FileKind.STORE),
                name="file_of_nobody_is_of_the_store",
            ),
        ]

    def __str__(self) -> str:
        return self.name
