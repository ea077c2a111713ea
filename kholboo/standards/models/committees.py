"""Technical committees, and what a printed text costs: tables that the agency keeps itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

LONGEST_NUMBER, LONGEST_NAME, LONGEST_BASIS = 20, 300, 200


class Committee(models.Model):
    """A technical committee, under the number it is written by.

    `secretariat` is who leads its work; empty while nobody has confirmed it.
    """

    number = models.CharField(max_length=LONGEST_NUMBER, primary_key=True)
    name_mn = models.CharField(max_length=LONGEST_NAME, blank=True)
    name_en = models.CharField(max_length=LONGEST_NAME, blank=True)
    secretariat = models.CharField(max_length=LONGEST_NAME, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_mn="", name_en=""), name="committee_has_a_name"
            ),
            # It stands in addresses as one part of them.
            models.CheckConstraint(
                condition=Q(number__regex=r"^[^/?#]+$"), name="committee_number_is_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def name(self) -> str:
        return self.name_mn if self.language == "mn" else self.name_en

    @property
    def language(self) -> str:
        """Of `name`: the reader's own where there is one."""
        wants_english = get_language() == "en"
        return "en" if (wants_english and self.name_en) or not self.name_mn else "mn"


class Tariff(models.Model):
    """What texts cost from a day on, class by class; the next one ends it.

    `basis` is the order that sets it.
    """

    since = models.DateField(unique=True)
    basis = models.CharField(max_length=LONGEST_BASIS, blank=True)
    is_sample = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_sample=True) | ~Q(basis=""), name="tariff_has_its_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.since}"


class PriceClass(models.Model):
    """Texts of `pages_from` pages and more, up to where the next class begins."""

    tariff = models.ForeignKey(Tariff, on_delete=models.CASCADE, related_name="classes")
    code = models.CharField(max_length=2)
    pages_from = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField(help_text="MNT, with tax")

    class Meta:
        ordering = ["pages_from"]
        constraints = [
            models.UniqueConstraint(fields=["tariff", "code"], name="one_price_class_of_a_code"),
            models.UniqueConstraint(
                fields=["tariff", "pages_from"], name="one_price_class_from_a_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.amount}"
