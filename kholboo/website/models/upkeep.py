from django.db import models
from django.db.models import F, Q
from wagtail.models import Page


class Upkeep(models.Model):
    """The day on which somebody shall look at a published page again."""

    wagtail_reference_index_ignore = True

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="upkeep")
    due_on = models.DateField(db_index=True)
    # A letter goes out once a term.
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="upkeep_told_when_due",
                condition=Q(told_on__isnull=True) | Q(told_on__gte=F("due_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.due_on}"
