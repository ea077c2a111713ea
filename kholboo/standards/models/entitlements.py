from django.conf import settings
from django.db import models
from django.db.models import Q

from kholboo.accounts.models import Organisation
from kholboo.standards.models.catalogue import Edition


class Entitlement(models.Model):
    """The right of a person, or of everybody in an organisation, to read an edition until a day.

    Its number stands on every page that is read under it.
    """

    number = models.CharField(max_length=20, unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entitlements")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    terms_version = models.PositiveSmallIntegerField()
    until = models.DateField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="taken back before its day")

    class Meta:
        indexes = [
            models.Index(fields=["user", "edition"], name="entitlement_of_person"),
            models.Index(fields=["organisation", "edition"], name="entitlement_of_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, organisation__isnull=True)
                | Q(user__isnull=True, organisation__isnull=False),
                name="entitlement_is_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.number


class ReadLog(models.Model):
    """How often an edition was read on a day: under which licence, never by whom or from where.

    Reading that is free is counted without a licence.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    entitlement = models.ForeignKey(
        Entitlement, null=True, on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField()
    reads = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "entitlement", "day"],
                name="one_count_a_day",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.day}: {self.reads}"
