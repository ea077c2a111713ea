from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from kholboo.accounts.models import User
from kholboo.agency.models import Named, Office, Service
from kholboo.eservices.rules import VersionState


class Procedure(Named):
    """One way of serving people, kept under one key through all its versions."""

    key = models.SlugField(max_length=60, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="procedures")
    # Offices that do it; an applicant of another place is served by the head office.
    offices = models.ManyToManyField(Office, related_name="procedures", blank=True)

    class Meta(Named.Meta):
        ordering = ["service__order", "key"]


class ProcedureVersion(models.Model):
    """A bundle: the files as they were handed in, and what they were compiled to.

    A published one never changes (a trigger refuses it): only the end of its validity may be set,
    once. Two published versions of one procedure are never valid on one day.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=VersionState, default=VersionState.DRAFT)
    # File name to text; of these alone everything else can be made again.
    files = models.JSONField()
    compiled = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    valid = DateRangeField(null=True, blank=True)
    # True where the agency has not confirmed it: pages show the sample mark.
    is_sample = models.BooleanField(default=False)
    # All null for what came with the installation.
    drafted_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    drafted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reviewed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["procedure", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="version_number_once"),
            models.CheckConstraint(
                name="version_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("drafted_by")),
            ),
            models.CheckConstraint(
                name="version_published_is_whole",
                condition=~Q(state="published")
                | Q(
                    valid__isnull=False,
                    published_at__isnull=False,
                    sha256__regex=r"^[0-9a-f]{64}$",
                ),
            ),
            # Four eyes, except for the samples an installation begins with.
            models.CheckConstraint(
                name="version_published_was_reviewed",
                condition=~Q(state="published")
                | Q(reviewed_by__isnull=False)
                | Q(is_sample=True, drafted_by__isnull=True),
            ),
            ExclusionConstraint(
                name="version_valid_alone",
                expressions=[
                    ("procedure", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(state="published"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id}/{self.number}"

    def is_valid_on(self, day: date) -> bool:
        if self.valid is None or self.state != VersionState.PUBLISHED:
            return False
        return (self.valid.lower is None or self.valid.lower <= day) and (
            self.valid.upper is None or day < self.valid.upper
        )
