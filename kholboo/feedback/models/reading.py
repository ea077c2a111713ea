from django.db import models

from kholboo.accounts.models import User
from kholboo.feedback.rules import ReadingReason


class Reading(models.Model):
    """Why somebody who does not handle a sensitive case opened it; good for one sitting.

    The words stand here and not in the audit's history, so that they can go with the person.
    """

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=ReadingReason)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "user", "-at"], name="reading_of_sitting")]

    def __str__(self) -> str:
        return f"{self.reason} for case {self.case_id}"
