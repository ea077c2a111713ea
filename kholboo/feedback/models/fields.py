from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from kholboo.feedback.petitions import Need
from kholboo.feedback.rules import CaseKind, Channel, PersonKind


class FieldRule(models.Model):
    """What one sort of sender must give, from one date on. Rows are dated, never edited away.

    An empty kind or channel means any; the row that names more wins over the one that names less.
    """

    kind = models.CharField(max_length=12, choices=CaseKind, blank=True)
    person = models.CharField(max_length=12, choices=PersonKind)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    needs = ArrayField(models.CharField(max_length=9, choices=Need), default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    basis_mn = models.CharField(max_length=300)
    basis_en = models.CharField(max_length=300)
    # False: shown to people with the words "to be confirmed".
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["person", "channel", "kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel", "kind", "valid_from"],
                name="field_rule_one_for_a_sender_and_date",
            ),
            models.CheckConstraint(
                name="field_rule_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="field_rule_asks_nothing_of_the_unnamed", condition=~Q(person="unnamed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.channel or '*'} {self.kind or '*'} from {self.valid_from}"

    @property
    def basis(self) -> str:
        return self.basis_en if get_language() == "en" else self.basis_mn

    @property
    def needs_words(self) -> str:
        return ", ".join(str(Need(need).label) for need in self.needs)

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
