from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kholboo.accounts.models import User
from kholboo.notifications.purposes import purpose_of
from kholboo.notifications.rules import Channel, Failure, State


class Delivery(models.Model):
    """One message to one person: what was promised, how often it was tried, what came of it.

    Who it goes to and what it says are sealed; people who look at this table see the masked
    recipient only. `key` is the caller's name for the fact ("feedback:81:citizen"): stable,
    without personal data.
    """

    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=5, choices=Channel)
    payload = models.BinaryField()
    recipient = models.CharField(max_length=20)
    parts = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    # Until then one worker is sending it; nobody else may.
    leased_until = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=120, blank=True)
    last_error = models.CharField(max_length=10, choices=Failure, blank=True)
    last_detail = models.CharField(max_length=40, blank=True)
    # True once the houses that asked for it were told how it ended.
    is_announced = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="delivery_sent_has_moment",
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_waits_or_is_closed",
                condition=Q(state=State.WAITING, next_try_at__isnull=False, closed_at__isnull=True)
                | (~Q(state=State.WAITING) & Q(next_try_at__isnull=True, closed_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state=State.WAITING),
                name="delivery_due",
            ),
            models.Index(
                fields=["closed_at"],
                condition=Q(is_announced=False),
                name="delivery_unannounced",
            ),
            models.Index(fields=["state", "-id"], name="delivery_newest_of_state"),
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.recipient}"

    @property
    def seal_row(self) -> str:
        """What the payload is bound to."""
        return f"notifications.Delivery:{self.key}"

    @property
    def purpose(self) -> str:
        """What it is for, in words."""
        return purpose_of(self.key)

    @property
    def anchor(self) -> str:
        """Its place on the page of deliveries."""
        return f"delivery-{self.pk}"


class Pace(models.Model):
    """When the next message of a channel may leave; one row a channel, moved by each sender."""

    channel = models.CharField(max_length=5, choices=Channel, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.channel} {self.next_at}"


class Device(models.Model):
    """A browser that may be told without being open. Gone when it ends its subscription.

    Where it is reached is sealed: whoever holds the endpoint of a browser can end its notices.
    """

    endpoint_hash = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()
    # Whose push service it is ("Google"), for the list a person sees.
    service = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="devices")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.service} {self.pk}"

    @property
    def seal_row(self) -> str:
        """What the sealed address is bound to."""
        return f"notifications.Device:{self.endpoint_hash}"


class Wish(models.Model):
    """What a device wants to be told. `topic` is the name its owner gave a thing
    ("feedback:case:81"), stable and without personal data; `kinds` are the owner's words too.
    """

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="wishes")
    topic = models.CharField(max_length=80)
    kinds = ArrayField(models.CharField(max_length=20))
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "device"], name="wish_once_per_topic"),
            models.CheckConstraint(name="wish_has_kinds", condition=Q(kinds__len__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} → {self.device_id}"
