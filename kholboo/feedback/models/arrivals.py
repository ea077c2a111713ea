from django.db import models
from django.db.models import Q


class Arrival(models.Model):
    """What stands on a paper letter or was said of a visit, beside the case it became.

    `sender_number` is the letter's own outgoing number, as its sender's register has it;
    `number_key` finds it again however it is typed. The day it came is `Case.received_at`.
    """

    case = models.OneToOneField("feedback.Case", on_delete=models.CASCADE, related_name="arrival")
    sender_number = models.CharField(max_length=60, blank=True)
    number_key = models.CharField(max_length=60, blank=True)
    present = models.CharField(max_length=300, blank=True)
    # Of a letter: whether it bears a signature, as the law asks. Null: nobody looked.
    is_signed = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["number_key"], name="arrival_number", condition=~Q(number_key=""))
        ]
        constraints = [
            models.CheckConstraint(
                name="arrival_says_something",
                condition=~Q(sender_number="", present="") | Q(is_signed__isnull=False),
            ),
            models.CheckConstraint(
                name="arrival_number_has_its_key",
                condition=Q(sender_number="", number_key="")
                | (~Q(sender_number="") & ~Q(number_key="")),
            ),
        ]

    def __str__(self) -> str:
        return f"arrival of case {self.case_id}"
