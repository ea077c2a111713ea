from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User


class Posting(models.Model):
    """A letter on paper to a citizen who is told by post: printed by somebody, then posted.

    It holds no words: they are made of the event whenever it is printed.
    """

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="postings")
    event = models.OneToOneField(
        "feedback.CaseEvent", on_delete=models.PROTECT, related_name="posting"
    )
    at = models.DateTimeField()
    posted_on = models.DateField(null=True, blank=True)
    posted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["case"], condition=Q(posted_on__isnull=True), name="posting_to_post"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="posting_posted_by_somebody",
                condition=Q(posted_on__isnull=True, posted_by__isnull=True)
                | Q(posted_on__isnull=False, posted_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} of case {self.case_id}"
