from decimal import Decimal

from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.eservices.models.applications import Application
from kholboo.eservices.models.steps import Step


def plain(number: Decimal) -> str:
    """44.5 and not 44.5000."""
    whole = number.quantize(Decimal(1))
    return f"{whole}" if number == whole else f"{number.normalize():f}"


class Sample(models.Model):
    """One sample taken from what is to be certified; its mark stands on its label."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="samples")
    item = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=20, unique=True)
    what = models.CharField(max_length=200)
    batch = models.CharField(max_length=100, blank=True)
    taken_on = models.DateField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["item"]
        constraints = [
            models.UniqueConstraint(fields=["application", "item"], name="sample_numbered_once")
        ]

    def __str__(self) -> str:
        return self.mark


class Measurement(models.Model):
    """One value a laboratory measured on one sample, with the limit and the clause that sets it."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="measurements")
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="measurements")
    what = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=20, blank=True)
    at_least = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    at_most = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    clause = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["step", "what"], name="measurement_once_in_a_step"),
            models.CheckConstraint(
                name="measurement_has_a_limit",
                condition=Q(at_least__isnull=False) | Q(at_most__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.value} {self.unit}"

    @property
    def value_words(self) -> str:
        return plain(self.value)

    @property
    def limit_words(self) -> str:
        least = f"≥ {plain(self.at_least)}" if self.at_least is not None else ""
        most = f"≤ {plain(self.at_most)}" if self.at_most is not None else ""
        return " ".join(part for part in (least, most, self.unit) if part)

    @property
    def is_within(self) -> bool:
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )
