"""Carrying a message to its provider, at least once, by one worker at a time.

At least once, because a provider may take a message and its answer may be lost: then only
another try is safe. An e-mail carries the same Message-ID in each try, so a mailbox joins the
copies. MessagePro takes no key of ours: a lost answer may bring an SMS twice.

One worker at a time: a conditional UPDATE takes a lease, in one statement and without keeping
a transaction open. Attempts are counted when the lease is taken, so a message that kills its
worker is given up too. The lease's end is also its name: a worker that comes back late cannot
overwrite what a later one wrote.
"""

from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom

from django.db import transaction
from django.db.models import F, Q, QuerySet

from kholboo.core import clock
from kholboo.core.errors import RuleBroken, Unreachable
from kholboo.core.jobs import schedule
from kholboo.notifications import hooks, queries, rules
from kholboo.notifications.mail.port import Letter
from kholboo.notifications.models import Delivery
from kholboo.notifications.push.port import Address, Push
from kholboo.notifications.rules import Channel, Failure, State
from kholboo.notifications.services import devices, pacing
from kholboo.notifications.services.deliveries import ask_worker
from kholboo.notifications.sms.port import ShortText
from kholboo.notifications.wiring import mail_provider, push_service, sms_provider


@dataclass(frozen=True)
class Mishap:
    """What a failed try leaves behind: our word for it and the provider's bare code."""

    failure: str
    detail: str


def deliver(delivery_id: int) -> None:
    """Try once. Running it twice, late, or for a finished delivery is harmless."""
    delivery = _take(delivery_id, clock.now())
    if delivery is None:
        _bury_if_worn_out(delivery_id)
        return
    try:
        provider_id = _hand_over(delivery)
    except Unreachable as error:
        _put_off(delivery, _mishap(error))
    except RuleBroken as error:
        _close_unsent(delivery, State.REFUSED, _mishap(error))
    else:
        _close_sent(delivery, provider_id)


def _mishap(error: Unreachable | RuleBroken) -> Mishap:
    failure = str(error.facts.get("failure", Failure.NO_ANSWER.value))
    return Mishap(failure, str(error.facts.get("detail", ""))[:40])


def _take(delivery_id: int, now: datetime) -> Delivery | None:
    """The delivery with our lease on it, or None when it is not ours to send now."""
    taken = Delivery.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now),
        pk=delivery_id,
        state=State.WAITING,
        next_try_at__lte=now + rules.CLOCKS_DIFFER,
        attempts__lt=rules.MAX_ATTEMPTS,
    ).update(leased_until=now + rules.LEASE, attempts=F("attempts") + 1)
    return Delivery.objects.get(pk=delivery_id) if taken else None


def _hand_over(delivery: Delivery) -> str:
    """The network part; no transaction is open. Returns the provider's name for the message."""
    payload = queries.opened(delivery)
    if delivery.channel == Channel.SMS:
        pacing.wait_for_turn(Channel.SMS)
        return sms_provider().send(ShortText(key=delivery.key, **payload))
    if delivery.channel == Channel.PUSH:
        return _push(delivery.key, payload)
    return mail_provider().send(Letter(key=delivery.key, **payload))


def _push(key: str, payload: dict[str, str]) -> str:
    text = payload.pop("text")
    to = Address(**payload)
    try:
        return push_service().send(Push(key=key, to=to, text=text))
    except RuleBroken as error:
        if error.facts.get("failure") == Failure.GONE:
            devices.drop(to.endpoint)
        raise


@transaction.atomic(durable=True)
def _close_sent(delivery: Delivery, provider_id: str) -> None:
    # Without asking for the lease: it was sent, whoever holds the row now.
    now = clock.now()
    closed = Delivery.objects.filter(pk=delivery.pk).exclude(state=State.SENT)
    if closed.update(
        state=State.SENT,
        sent_at=now,
        closed_at=now,
        next_try_at=None,
        leased_until=None,
        is_announced=False,
        provider_id=provider_id[:120],
        last_error="",
        last_detail="",
    ):
        _ask_announcer(delivery.pk)


@transaction.atomic(durable=True)
def _put_off(delivery: Delivery, mishap: Mishap) -> None:
    if delivery.attempts >= rules.MAX_ATTEMPTS:
        _close_unsent(delivery, State.DEAD, mishap)
        return
    delivery.next_try_at = clock.now() + rules.pause_after(
        delivery.attempts, SystemRandom().random()
    )
    if _ours(delivery).update(
        next_try_at=delivery.next_try_at,
        leased_until=None,
        last_error=mishap.failure,
        last_detail=mishap.detail,
    ):
        ask_worker(delivery)


@transaction.atomic
def _close_unsent(delivery: Delivery, state: State, mishap: Mishap) -> None:
    if _ours(delivery).update(
        state=state,
        closed_at=clock.now(),
        next_try_at=None,
        leased_until=None,
        last_error=mishap.failure,
        last_detail=mishap.detail,
    ):
        _ask_announcer(delivery.pk)


def _ours(delivery: Delivery) -> QuerySet[Delivery]:
    """The row as long as the lease is the one we took."""
    return Delivery.objects.filter(
        pk=delivery.pk, state=State.WAITING, leased_until=delivery.leased_until
    )


def _bury_if_worn_out(delivery_id: int) -> None:
    """Give up a message whose last worker died in its hands: nobody else would ever close it."""
    now = clock.now()
    delivery = Delivery.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now),
        pk=delivery_id,
        state=State.WAITING,
        attempts__gte=rules.MAX_ATTEMPTS,
    ).first()
    if delivery is not None:
        _close_unsent(delivery, State.DEAD, Mishap(Failure.STOPPED, ""))


def _ask_announcer(delivery_id: int) -> None:
    schedule(
        "notifications.announce",
        once=f"notifications.announce-{delivery_id}",
        delivery_id=delivery_id,
    )


@transaction.atomic
def announce(delivery_id: int) -> None:
    """Tell the owners how it ended, once. A listener that fails leaves it to be told again."""
    delivery = (
        Delivery.objects.select_for_update()
        .filter(pk=delivery_id, is_announced=False, closed_at__isnull=False)
        .first()
    )
    if delivery is None or delivery.closed_at is None:
        return
    delivery.is_announced = True
    delivery.save(update_fields=["is_announced"])
    if delivery.state == State.SENT:
        hooks.message_sent.ring(
            hooks.MessageSent(
                delivery.key, delivery.channel, delivery.closed_at, delivery.provider_id
            )
        )
    else:
        hooks.message_failed.ring(
            hooks.MessageFailed(
                key=delivery.key,
                channel=delivery.channel,
                at=delivery.closed_at,
                state=delivery.state,
                failure=delivery.last_error,
            )
        )


def sweep() -> None:
    """Ask again for whatever a dead worker dropped. A job that still waits is not doubled."""
    now = clock.now()
    for delivery in queries.forsaken(now).only("pk", "next_try_at").iterator():
        ask_worker(delivery)
    for delivery_id in queries.unannounced(now).values_list("pk", flat=True).iterator():
        _ask_announcer(delivery_id)


def forget_texts() -> int:
    """Empty recipients and texts of what ended long ago; the row stays as proof."""
    ended = Delivery.objects.filter(closed_at__lt=clock.now() - rules.KEEP_TEXT)
    return ended.exclude(payload=b"").update(payload=b"")
