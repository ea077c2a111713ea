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
from kholboo.core.jobs import schedule
from kholboo.notifications import queries, rules
from kholboo.notifications.models import Delivery, Device
from kholboo.notifications.rules import Channel, State


def send_email(*, key: str, to: str, subject: str, text: str, html: str = "") -> Delivery:
    """Promise one e-mail. The same key gives the first row again and sends nothing new.

    Raises RuleBroken when `to` is no e-mail address.
    """
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
    }
    return _promise(key, payload, channel=Channel.EMAIL, recipient=rules.masked_email(to))


def send_sms(*, key: str, to: str, text: str) -> Delivery:
    """Promise one SMS. The same key gives the first row again and sends nothing new.

    Raises RuleBroken when `to` is no phone number of 8 digits.
    """
    phone, text = rules.phone_of(to), text.strip()
    return _promise(
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
    said = {
        "title": notice.title,
        "body": notice.text,
        "navigate": notice.address,
        "lang": device.language,
        "dir": "ltr",
        "tag": notice.tag,
    }
    text = json.dumps({"web_push": 8030, "notification": said}, ensure_ascii=False)
    return _promise(
        f"{key}:{device.pk}",
        {**asdict(queries.address_of(device)), "text": text},
        channel=Channel.PUSH,
        recipient=device.service,
    )


@transaction.atomic
def _promise(key: str, payload: dict[str, str], **columns: Any) -> Delivery:
    now = clock.now()
    new = Delivery(key=key, created_at=now, next_try_at=now, **columns)
    sealed = seal.seal(payload, data_key=seal.house_key("notifications"), row=new.seal_row)
    delivery, is_new = Delivery.objects.get_or_create(
        key=key,
        defaults={"payload": sealed, "created_at": now, "next_try_at": now, **columns},
    )
    if is_new:
        ask_worker(delivery)
    return delivery


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
