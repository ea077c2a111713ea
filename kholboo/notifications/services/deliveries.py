"""Promising a message. Call these inside the transaction of the fact the message tells about.

Nothing leaves here: a row and a job are written, both vanish with a rolled-back transaction,
and a worker carries the message later (`services/carrying.py`).
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.audit.services import record
from kholboo.core import clock, seal
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.core.jobs import schedule, schedule_many
from kholboo.notifications import queries, rules
from kholboo.notifications.models import Delivery, Device
from kholboo.notifications.rules import Channel, State


def send_email(*, key: str, to: str, subject: str, text: str, html: str = "") -> Delivery:
    """Promise one e-mail. The same key gives the first row again and sends nothing new.

    Raises RuleBroken when `to` is no e-mail address.
    """
    return _promise(email_of(key=key, to=to, subject=subject, text=text, html=html))


def email_of(  # noqa: PLR0913  # what a letter is made of
    *, key: str, to: str, subject: str, text: str, html: str = "", unsubscribe: str = ""
) -> Delivery:
    """The same, not promised yet: for `promise_all`. `unsubscribe`: see `mail.port.Letter`."""
    to = to.strip()
    try:
        validate_email(to)
    except ValidationError as error:
        raise RuleBroken(
            _("Please write an e-mail address such as name@example.mn."), field="email"
        ) from error
    payload = {
        "to": to,
        # One line: a subject with line breaks could carry headers of its own.
        "subject": " ".join(subject.split()),
        "text": text,
        "html": html,
        "unsubscribe": unsubscribe,
    }
    return _sealed(key, payload, channel=Channel.EMAIL, recipient=rules.masked_email(to))


def send_sms(*, key: str, to: str, text: str) -> Delivery:
    """Promise one SMS. The same key gives the first row again and sends nothing new.

    Raises RuleBroken when `to` is no phone number of 8 digits.
    """
    return _promise(sms_of(key=key, to=to, text=text))


def sms_of(*, key: str, to: str, text: str) -> Delivery:
    """The same, not promised yet: for `promise_all`."""
    phone, text = rules.phone_of(to), text.strip()
    return _sealed(
        key,
        {"to": phone, "text": text},
        channel=Channel.SMS,
        recipient=rules.masked_phone(phone),
        parts=rules.sms_parts(text),
    )


@dataclass(frozen=True)
class Notice:
    """What a locked screen may show: no personal words. `address` opens by a tap; a notice with
    the `tag` of one still on the screen takes its place.
    """

    title: str
    text: str
    address: str
    tag: str


def send_push(*, key: str, device: Device, notice: Notice) -> Delivery:
    """Promise one notice to one device; the key gets the device's number behind it.

    Written as Declarative Web Push (the number names its RFC), which the newest browsers show
    without a worker; ours reads the same words.
    """
    return _promise(push_of(key=key, device=device, notice=notice))


def push_of(*, key: str, device: Device, notice: Notice) -> Delivery:
    """The same, not promised yet: for `promise_all`."""
    said = {
        "title": notice.title,
        "body": notice.text,
        "navigate": notice.address,
        "lang": device.language,
        "dir": "ltr",
        "tag": notice.tag,
    }
    text = json.dumps({"web_push": 8030, "notification": said}, ensure_ascii=False)
    return _sealed(
        f"{key}:{device.pk}",
        {**asdict(queries.address_of(device)), "text": text},
        channel=Channel.PUSH,
        recipient=device.service,
    )


def _sealed(key: str, payload: dict[str, str], **columns: Any) -> Delivery:
    now = clock.now()
    new = Delivery(key=key, created_at=now, next_try_at=now, **columns)
    new.payload = seal.seal(payload, data_key=seal.house_key("notifications"), row=new.seal_row)
    return new


@transaction.atomic
def _promise(new: Delivery) -> Delivery:
    names = [each.attname for each in Delivery._meta.concrete_fields if not each.primary_key]
    columns = {name: getattr(new, name) for name in names if name != "key"}
    delivery, is_new = Delivery.objects.get_or_create(key=new.key, defaults=columns)
    if is_new:
        ask_worker(delivery)
    return delivery


@transaction.atomic
def promise_all(letters: list[Delivery]) -> None:
    """Promise many at once, four questions for any number. Of a key that was promised already
    the first letter stays and nothing new is sent.
    """
    now = clock.now()
    for letter in letters:
        letter.created_at = letter.next_try_at = now
    Delivery.objects.bulk_create(letters, ignore_conflicts=True)
    waiting = Delivery.objects.filter(
        key__in=[letter.key for letter in letters], state=State.WAITING, attempts=0
    )
    jobs = {
        f"notifications.deliver-{pk}": {"delivery_id": pk}
        for pk in waiting.values_list("pk", flat=True)
    }
    if jobs:
        schedule_many("notifications.deliver", jobs)


def ask_worker(delivery: Delivery) -> None:
    """Queue the next try at its time. One waiting job a delivery, however often this is called."""
    schedule(
        "notifications.deliver",
        # The first try leaves at once: "now" of this clock may be "later" for the database's.
        at=delivery.next_try_at if delivery.attempts else None,
        once=f"notifications.deliver-{delivery.pk}",
        delivery_id=delivery.pk,
    )


@transaction.atomic
def retry_delivery(delivery_id: int, *, actor: User) -> Delivery:
    """Begin again with a message that was given up or refused; its tries are counted anew.

    Raises NotFound, or RuleBroken when the message is on its way, sent, or its text forgotten.
    """
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound(_("There is no such message."))
    if delivery.state not in rules.UNFINISHED:
        raise RuleBroken(_("This message is already sent or on its way."), state=delivery.state)
    if not delivery.payload:
        raise RuleBroken(_("The text of this message was already deleted. Please write anew."))
    state, attempts = delivery.state, delivery.attempts
    delivery.state, delivery.attempts = State.WAITING, 0
    delivery.next_try_at = clock.now()
    delivery.leased_until = delivery.closed_at = None
    delivery.is_announced = False
    delivery.save(
        update_fields=[
            "state",
            "attempts",
            "next_try_at",
            "leased_until",
            "closed_at",
            "is_announced",
        ]
    )
    record(
        "notifications.delivery_retried",
        delivery,
        actor=actor,
        key=delivery.key,
        state=state,
        attempts=attempts,
    )
    ask_worker(delivery)
    return delivery
