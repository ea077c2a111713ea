"""Every read of deliveries. Nobody sees a full recipient or a text here, except the sender."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from kholboo.core import seal
from kholboo.notifications.models import Delivery
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
