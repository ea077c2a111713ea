"""Following and no longer following. History keeps no line of it: what somebody reads is theirs."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.core import clock, seal
from kholboo.core.errors import RuleBroken
from kholboo.notifications import queries as notices
from kholboo.notifications.models import Device
from kholboo.notifications.push.port import Address
from kholboo.notifications.services import devices
from kholboo.standards.models import Digest, Gathering, IcsClass, Watch, Watcher, Work
from kholboo.standards.models.watching import ways_of
from kholboo.standards.queries.facets import Wanted
from kholboo.standards.watching import KEPT_FOR, MOST_WATCHES, NEWS, Way


@dataclass(frozen=True)
class Asked:
    """A search as somebody follows it."""

    words: str
    wanted: Wanted


@transaction.atomic
def follow(person: User, thing: Work | IcsClass | Asked) -> Watch:
    """Once, however often it is asked for. RuleBroken when somebody follows too much already."""
    watcher = _held(person)
    found = find(watcher, thing)
    if found is not None:
        return found
    if watcher.watches.count() >= MOST_WATCHES:
        raise RuleBroken(
            _("You follow %(most)s things, which is the most. Stop one of them first.")
            % {"most": MOST_WATCHES}
        )
    watch = Watch(watcher=watcher, since=clock.now(), **_columns(watcher, thing))
    if isinstance(thing, Asked):
        said = json.dumps([thing.words, vars(thing.wanted)], ensure_ascii=False)
        watch.sealed = seal.seal({"search": said}, data_key=_key(watcher), row=watch.seal_row)
    watch.save()
    return watch


@transaction.atomic
def begin(person: User, thing: Work | IcsClass | Asked, ways: Collection[str]) -> Watch:
    """Follow, and let news come by these ways. RuleBroken as `follow` and `choose_ways` say."""
    watch = follow(person, thing)
    choose_ways(person, ways)
    return watch


def find(watcher: Watcher, thing: Work | IcsClass | Asked) -> Watch | None:
    """The row by which they follow it, if they do."""
    return watcher.watches.filter(**_columns(watcher, thing)).first()


def watch_by(person: User | AnonymousUser, thing: Work | IcsClass | Asked) -> Watch | None:
    """The row by which the reader of a page follows what it shows, if they do."""
    watcher = None if person.is_anonymous else Watcher.objects.filter(person=person.pk).first()
    return find(watcher, thing) if watcher else None


def asked_in(watch: Watch) -> Asked:
    """The words of a followed search; its watcher stands at the row."""
    values = seal.unseal(watch.sealed, data_key=_key(watch.watcher), row=watch.seal_row)
    words, wanted = json.loads(values["search"])
    return Asked(words, Wanted(**wanted))


@transaction.atomic
def stop(watch: Watch) -> None:
    """Safe to repeat."""
    Watch.objects.filter(pk=watch.pk).delete()


@transaction.atomic
def choose_ways(person: User, ways: Collection[str]) -> Watcher:
    """By which ways letters come. RuleBroken when none is left and no phone is told."""
    watcher = _held(person)
    wanted = {way.value for way in ways_of(person)} & set(ways)
    if not wanted and not notices.devices_for([watcher.topic], NEWS).exists():
        raise RuleBroken(_("Choose at least one way, or let this phone be told."), field="ways")
    _put(watcher, wanted)
    return watcher


@transaction.atomic
def stop_way(watcher: Watcher, way: str) -> None:
    """No letters come this way any more; `push`: no phone is told. Safe to repeat."""
    watcher = Watcher.objects.select_for_update().get(pk=watcher.pk)
    if way not in Way.values:
        devices.forget_topics([watcher.topic])
        return
    left = {Way.EMAIL.value: watcher.by_email, Way.SMS.value: watcher.by_sms} | {way: False}
    _put(watcher, {name for name, is_on in left.items() if is_on})


@transaction.atomic
def tell_phone(person: User, known: Device | Address, *, is_told: bool) -> Device:
    """Whether this phone is told. Raises RuleBroken for an address we cannot use."""
    watcher = _held(person)
    device = known if isinstance(known, Device) else devices.keep_device(known, person=person)
    devices.choose(device, watcher.topic, [NEWS] if is_told else [])
    return device


def forget_old() -> int:
    """What letters of long ago told; how many."""
    oldest = clock.local_date(clock.now()) - KEPT_FOR
    gone, _rows = Digest.objects.filter(day__lt=oldest).delete()
    return gone


def _held(person: User) -> Watcher:
    """Their row, locked; made now, with the first way the account has confirmed."""
    row = f"watcher:{person.pk}"
    first = next(iter(ways_of(person)), None)
    # What was gathered already lies before the first thing they follow.
    told = Gathering.objects.order_by("-last").values_list("last", flat=True).first()
    made = {
        "by_email": first == Way.EMAIL,
        "by_sms": first == Way.SMS,
        "wrapped_key": seal.wrap(seal.new_data_key(), row=row),
        "told": told or 0,
        "made_at": clock.now(),
    }
    Watcher.objects.get_or_create(person=person, defaults=made)
    return Watcher.objects.select_for_update().get(person=person)


def _key(watcher: Watcher) -> bytes:
    return seal.unwrap(watcher.wrapped_key, row=watcher.seal_row)


def _columns(watcher: Watcher, thing: Work | IcsClass | Asked) -> dict[str, object]:
    if isinstance(thing, Asked):
        said = json.dumps([thing.words.casefold(), vars(thing.wanted)])
        return {"mark": seal.blind("watched-search", f"{watcher.pk}:{said}")}
    return {"work": thing} if isinstance(thing, Work) else {"ics": thing}


def _put(watcher: Watcher, ways: Collection[str]) -> None:
    watcher.by_email, watcher.by_sms = Way.EMAIL in ways, Way.SMS in ways
    watcher.save(update_fields=["by_email", "by_sms"])
