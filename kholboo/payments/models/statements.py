"""Bank statements as they were taken in: each row once, with what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kholboo.agency.models import Office
from kholboo.payments.models.settlements import Settlement
from kholboo.payments.rules import LONGEST_NOTE


class Statement(models.Model):
    """One file; `sha256` tells the same file when it comes again."""

    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, unique=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class RowState(models.TextChoices):
    UNSURE = "unsure", _("waits for your choice")
    MATCHED = "matched", _("matched")
    ASIDE = "aside", _("set aside")


class StatementRow(models.Model):
    """Money that came to our account. What the bank wrote beside it may name people: sealed.

    `office` is that of the invoices its words name, where all are of one; else nobody's. `digest` is the same for the same row of another file, and says nothing without our key.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()
    digest = models.CharField(max_length=32, unique=True)
    day = models.DateField()
    amount = models.BigIntegerField()
    words = models.BinaryField()
    office = models.ForeignKey(
        Office, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=8, choices=RowState, default=RowState.UNSURE)
    settlement = models.OneToOneField(
        Settlement, null=True, on_delete=models.PROTECT, related_name="statement_row"
    )
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(name="statement_row_is_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="statement_row_matched_has_its_money",
                condition=Q(state=RowState.MATCHED, settlement__isnull=False)
                | Q(settlement__isnull=True) & ~Q(state=RowState.MATCHED),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-day"], condition=Q(state="unsure"), name="statement_row_to_decide"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.amount}"

    @property
    def seal_row(self) -> str:
        return f"statement-row:{self.digest}"
