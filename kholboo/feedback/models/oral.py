from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.feedback.petitions import ConfirmedBy, ToldBy, ToldTo


class OralRecord(models.Model):
    """Spoken words written down by an officer, until and after the citizen confirms them."""

    case = models.OneToOneField("feedback.Case", on_delete=models.CASCADE, related_name="record")
    by = models.CharField(max_length=6, choices=ConfirmedBy, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    # Who heard or saw it; None where the citizen confirmed by the link of our message.
    heard_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The law lets another sign for a person who cannot.
    is_signed_by_another = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="oral_record_confirmed_by_a_way_at_a_time",
                condition=Q(by="", at__isnull=True) | (~Q(by="") & Q(at__isnull=False)),
            ),
            models.CheckConstraint(
                name="oral_record_heard_by_somebody",
                condition=Q(by__in=["", "link"]) | Q(heard_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"spoken words of case {self.case_id}"


class OralAnswer(models.Model):
    """An answer that was told aloud, which the law allows for spoken words. Written it stays too."""

    answer = models.OneToOneField("feedback.Answer", on_delete=models.PROTECT, related_name="told")
    by = models.CharField(max_length=5, choices=ToldBy)
    to = models.CharField(max_length=14, choices=ToldTo)
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"telling of answer {self.answer_id}"
