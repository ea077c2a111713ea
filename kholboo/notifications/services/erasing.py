"""Taking the person out of their messages: whom they went to and what they said."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from kholboo.core import clock
from kholboo.notifications.models import Delivery
from kholboo.notifications.rules import State


@transaction.atomic
def erase_deliveries(prefixes: Collection[str]) -> int:
    """Empty every delivery whose key begins with one of `prefixes`; returns how many.

    What has not left yet is given up, and nobody is told so: the sender asked for this. The row
    stays with its state and moments, as proof that something was sent.
    """
    if not prefixes:
        return 0
    ours = Q()
    for prefix in prefixes:
        ours |= Q(key__startswith=prefix)
    now = clock.now()
    Delivery.objects.filter(ours, state=State.WAITING).update(
        state=State.DEAD,
        closed_at=now,
        next_try_at=None,
        leased_until=None,
        is_announced=True,
    )
    return Delivery.objects.filter(ours).update(payload=b"", recipient="", last_detail="")
