from django.db import models
from django.db.models import F, Q

from kholboo.accounts.models import User
from kholboo.agency.models import Office


class SentReport(models.Model):
    """A quarterly report as it was sent: its numbers are copied here and never change.

    `contents` holds both tables with the names of their lines of that day (`queries/reports.py`,
    `to_contents`). Rows are only added; a trigger refuses the rest.
    """

    since = models.DateField()
    until = models.DateField()
    cutoff = models.DateField()
    # None: of the whole agency.
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="+")
    contents = models.JSONField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_by_name = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    # The number and date of the letter it went with.
    letter = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="sent_report_ends_after_it_begins", condition=Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="sent_report_cutoff_after_its_first_day", condition=Q(cutoff__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.since} – {self.until} as of {self.cutoff}"
