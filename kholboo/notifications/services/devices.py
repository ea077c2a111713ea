"""Which devices are told of what. A device is known by its endpoint, which nobody can guess:
whoever shows it is the browser itself.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core import clock, seal
from kholboo.core.errors import RuleBroken
from kholboo.notifications import queries, wiring
from kholboo.notifications.models import Device, Wish
from kholboo.notifications.push import hosts, sealing
from kholboo.notifications.push.port import Address

# Of one topic. Who needs more has lost some: those end by themselves.
MOST_DEVICES = 10


def public_key() -> str:
    """What a page gives to its browser to subscribe with; "" where push is off."""
    return wiring.push_public_key()


@transaction.atomic
def keep_device(address: Address, *, person: User | None = None) -> Device:
    """The device of this address, kept from now on; a known one gets the address as it is today.

    Raises RuleBroken when the address is not one of a push service we know, or its keys are none.
    """
    _check(address)
    mark = queries.endpoint_hash(address.endpoint)
    today = _columns(mark, address, person)
    device, _is_new = Device.objects.update_or_create(
        endpoint_hash=mark,
        defaults=today,
        create_defaults={"created_at": clock.now(), **today},
    )
    return device


def _columns(mark: str, address: Address, person: User | None) -> dict[str, object]:
    values = {"endpoint": address.endpoint, "p256dh": address.p256dh, "auth": address.auth}
    row = Device(endpoint_hash=mark).seal_row
    columns: dict[str, object] = {
        "sealed": seal.seal(values, data_key=seal.house_key("notifications"), row=row),
        "service": hosts.name_of(address.endpoint),
        "language": "en" if get_language() == "en" else "mn",
    }
    return columns | ({"person": person} if person else {})


def _check(address: Address) -> None:
    if not wiring.may_push_to(address.endpoint):
        raise RuleBroken(
            _("Your browser uses a service for notices that we do not know. Choose SMS or e-mail.")
        )
    try:
        sealing.locked(b"", p256dh=address.p256dh, auth=address.auth)
    except ValueError as error:
        raise RuleBroken(_("Your browser gave no keys we can use. Please try again.")) from error


@transaction.atomic
def choose(device: Device, topic: str, kinds: Collection[str]) -> None:
    """Tell the device of these kinds of news about the topic; none of them ends it.

    The topic's owner holds its row locked, so that no two devices pass the limit together.
    Raises RuleBroken when the topic has MOST_DEVICES others.
    """
    if not kinds:
        stop(device, topic)
        return
    others = Wish.objects.filter(topic=topic).exclude(device=device)
    if others.count() >= MOST_DEVICES:
        raise RuleBroken(
            _("%(most)s devices are told already. Stop one of them first.") % {"most": MOST_DEVICES}
        )
    Wish.objects.update_or_create(
        device=device,
        topic=topic,
        defaults={"kinds": sorted(set(kinds))},
        create_defaults={"kinds": sorted(set(kinds)), "created_at": clock.now()},
    )


@transaction.atomic
def stop(device: Device, topic: str) -> None:
    """Safe to repeat. A device nobody tells anything is forgotten."""
    Wish.objects.filter(device=device, topic=topic).delete()
    _forget_idle([device.pk])


@transaction.atomic
def drop(endpoint: str) -> None:
    """Forget the device of this endpoint with all it wished. Safe to repeat."""
    Device.objects.filter(endpoint_hash=queries.endpoint_hash(endpoint)).delete()


@transaction.atomic
def move(endpoint: str, address: Address) -> None:
    """The browser changed its endpoint by itself: its wishes go along. Safe to repeat."""
    _check(address)
    device = queries.device_at(endpoint)
    if device is None:
        return
    mark = queries.endpoint_hash(address.endpoint)
    Device.objects.filter(endpoint_hash=mark).exclude(pk=device.pk).delete()
    columns = _columns(mark, address, None) | {"language": device.language}
    Device.objects.filter(pk=device.pk).update(endpoint_hash=mark, **columns)


@transaction.atomic
def forget_topics(topics: Collection[str]) -> None:
    """Nobody is told of these any more: what they were about is erased."""
    wishes = Wish.objects.filter(topic__in=list(topics))
    told = list(wishes.values_list("device", flat=True))
    wishes.delete()
    _forget_idle(told)


def _forget_idle(devices: Collection[int]) -> None:
    """Those of them that nobody tells anything any more."""
    wishes = Wish.objects.filter(device=OuterRef("pk"))
    Device.objects.filter(~Exists(wishes), pk__in=devices).delete()
