from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.feedback.rules import SubjectWhy


class CaseSubject(models.Model):
    """Somebody of ours who may neither see nor handle the case.

    The case complains of them, or it is an appeal against what they decided. `named_by` is
    empty where the system named them (an appeal). The table stays small: most cases name nobody.
    """

    case = models.ForeignKey("feedback.Case", on_delete=models.CASCADE, related_name="subjects")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=SubjectWhy)
    named_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            # In this order: "is this case about me?" is asked of every row of every list.
            models.UniqueConstraint(fields=["user", "case"], name="subject_once_a_case"),
            models.CheckConstraint(
                name="subject_of_a_complaint_was_named_by_somebody",
                condition=~Q(why="complained") | Q(named_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in case {self.case_id}"
