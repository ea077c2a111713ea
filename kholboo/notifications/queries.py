"""Every read of deliveries. Nobody sees a full recipient or a text here, except the sender."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from kholboo.core import seal
from kholboo.notifications.models import Delivery, Device, Wish
from kholboo.notifications.push.port import Address
from kholboo.notifications.rules import State

# A job that waits behind others is not lost; only after this long the sweep asks again.
GRACE = timedelta(minutes=1)


def deliveries_in(state: str) -> QuerySet[Delivery]:
    """Newest first; the sealed part stays in the database."""
    return Delivery.objects.filter(state=state).defer("payload")


def counts() -> dict[str, int]:
    """How many deliveries stand in each state; every state is named."""
    found = dict(Delivery.objects.order_by().values_list("state").annotate(n=Count("id")))
    return {state: found.get(state, 0) for state in State.values}


def deliveries_by_keys(keys: Collection[str]) -> QuerySet[Delivery]:
    """The proofs an owner shows beside its letters; a key that promised nothing is left out."""
    return Delivery.objects.defer("payload").filter(key__in=list(keys))


def opened(delivery: Delivery) -> dict[str, str]:
    """Recipient, subject and text. For the sender and for tests of other houses; never a page.

    Empty when the text was already forgotten (see KEEP_TEXT).
    """
    if not delivery.payload:
        return {}
    return seal.unseal(
        delivery.payload, data_key=seal.house_key("notifications"), row=delivery.seal_row
    )


def forsaken(now: datetime) -> QuerySet[Delivery]:
    """Waiting, due, and in nobody's hands: its worker may have died."""
    return Delivery.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now),
        state=State.WAITING,
        next_try_at__lt=now - GRACE,
    )


def unannounced(now: datetime) -> QuerySet[Delivery]:
    """Ended, but the owners were not told: the worker died between the two."""
    return Delivery.objects.filter(is_announced=False, closed_at__lt=now - GRACE)


def endpoint_hash(endpoint: str) -> str:
    """What finds a device by its endpoint; says nothing to whoever reads the table."""
    return seal.blind("push-endpoint", endpoint)


def device_at(endpoint: str) -> Device | None:
    return Device.objects.filter(endpoint_hash=endpoint_hash(endpoint)).first()


def device_numbered(number: object) -> Device | None:
    return Device.objects.filter(pk=number).first() if isinstance(number, int) else None


def address_of(device: Device) -> Address:
    """Where the device is reached; for sending only."""
    key = seal.house_key("notifications")
    return Address(**seal.unseal(device.sealed, data_key=key, row=device.seal_row))


def devices_for(topics: Collection[str], kind: str) -> QuerySet[Device]:
    """Each device once that wants to be told of this kind of news about any of the topics."""
    wishes = Wish.objects.filter(topic__in=list(topics), kinds__contains=[kind])
    return Device.objects.filter(pk__in=wishes.values("device"))


def devices_by_topic(topics: Collection[str], kind: str) -> dict[str, list[Device]]:
    """`devices_for` for many topics apart, with one question."""
    wishes = Wish.objects.filter(topic__in=list(topics), kinds__contains=[kind])
    found: dict[str, list[Device]] = {}
    for wish in wishes.select_related("device").order_by("pk"):
        found.setdefault(wish.topic, []).append(wish.device)
    return found


def wish_of(device: Device | None, topic: str) -> Wish | None:
    return Wish.objects.filter(device=device, topic=topic).first() if device else None


def wishes_of(device: Device | None) -> QuerySet[Wish]:
    """Newest first; of no device none."""
    return Wish.objects.filter(device=device) if device else Wish.objects.none()
