"""What both sides said last: our catalogue and the national store, edition by edition."""

from django.db import models
from django.db.models import Q


class StoreRow(models.Model):
    """An edition by its number and year, for it may be on one side only.

    `agreed` is what both sides said when they last said the same: who differs from it has changed.
    `theirs` is there while both have changed the same fact and nobody has decided.
    """

    key = models.CharField(max_length=60)  # numbers.Number.key
    year = models.PositiveSmallIntegerField(null=True)
    revision = models.CharField(max_length=64, blank=True)
    agreed = models.JSONField(default=dict)
    theirs = models.JSONField(null=True)
    # Our edition was changed since it was sent.
    is_due = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["at"],
                name="store_row_needs_somebody",
                condition=Q(is_due=True) | Q(theirs__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "year"], name="one_store_row_an_edition", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year or ''}".strip()


class StoreMark(models.Model):
    """How far each side has been read. One row."""

    mark = models.CharField(max_length=64, blank=True)
    event = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)
    # Records of the last look that are no editions as we know them.
    unreadable = models.PositiveIntegerField(default=0)
    # Why the last look failed; empty when it did not.
    trouble = models.CharField(max_length=200, blank=True)
    # When a look last came to its end, how many failed since, and when the next may begin.
    succeeded_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.mark
