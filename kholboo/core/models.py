from django.db import models


class RateWindow(models.Model):
    """How often one asker knocked on one door within one window of time."""

    key = models.CharField(max_length=100, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="core_rate_window_end")]

    def __str__(self) -> str:
        return self.key


class Beat(models.Model):
    """When a periodic job last came to its end, and how long it took; one row a job."""

    name = models.CharField(max_length=100, primary_key=True)
    # When a worker first knew of the job: what is new is not overdue before its first hour.
    since = models.DateTimeField()
    at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class TableVersion(models.Model):
    """The version of a topic's watched tables; written by triggers alone (core.snapshot)."""

    topic = models.CharField(max_length=40, primary_key=True)
    version = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.topic} {self.version}"
