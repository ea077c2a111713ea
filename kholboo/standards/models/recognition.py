from django.conf import settings
from django.db import models
from django.db.models import Q

from kholboo.standards.models.texts import Part
from kholboo.standards.reading import ScanState


class ScannedPage(models.Model):
    """A page without words of its own, and how its words were made.

    `sureness`: how sure the machine was of them, 0 to 100. `problem`: why there are none (faults).
    """

    part = models.OneToOneField(Part, on_delete=models.CASCADE, related_name="scan")
    state = models.CharField(max_length=7, choices=ScanState, default=ScanState.WAITING)
    sureness = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=20, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sureness__isnull=True) | Q(sureness__lte=100), name="sureness_of_100"
            ),
            models.CheckConstraint(
                condition=~Q(state=ScanState.CHECKED) | Q(changed_by__isnull=False),
                name="scan_is_checked_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["part"], condition=Q(state=ScanState.WAITING), name="scans_that_wait"
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} ({self.state})"
