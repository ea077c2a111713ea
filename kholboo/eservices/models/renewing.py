from django.db import models

from kholboo.eservices.models.applications import Application


class Reminder(models.Model):
    """The holder of the certificate of `application` was told that it ends: once for each stage.

    `days` before `valid_until` name the stage.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="reminders", db_index=False
    )
    valid_until = models.DateField()
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "valid_until", "days"], name="reminder_once_for_each_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.days} days before {self.valid_until}"
