"""Phones that are told of a case: chosen by whoever holds its secret, told by `messages.tell`."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.feedback.alerts import ALERT_OF, NEWS, topic_of
from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.rules import CaseKind, EventKind
from kholboo.feedback.services.holding import lock
from kholboo.notifications.models import Device
from kholboo.notifications.push.port import Address
from kholboo.notifications.queries import devices_for
from kholboo.notifications.services import devices
from kholboo.notifications.services.deliveries import Notice, send_push


@transaction.atomic
def choose_alerts(
    case: Case, known: Device | Address, kinds: Collection[str], *, person: User | None = None
) -> Device:
    """Tell this device of these kinds of news; none ends it. Safe to repeat.

    Raises RuleBroken for an erased case, an address we cannot use, or ten other devices.
    """
    case = lock(case)
    device = known if isinstance(known, Device) else devices.keep_device(known, person=person)
    devices.choose(device, topic_of(case), kinds)
    audit.record("feedback.alerts_chosen", case, actor=None, kinds=sorted(kinds))
    return device


def tell_devices(event: CaseEvent, case: Case) -> None:
    """A notice to each device that wants this kind. Call with the case held for the message."""
    kind = ALERT_OF.get(EventKind(event.kind))
    if kind is None or not event.is_public:
        return
    for device in devices_for([topic_of(case)], kind):
        with override(device.language):
            send_push(key=f"feedback:{event.pk}:push", device=device, notice=notice_of(case))


def notice_of(case: Case) -> Notice:
    """In the language that is switched on. The page behind it asks for the code as always."""
    address = reverse("feedback:track_case", args=[case.number])
    return Notice(
        title=_("Standards agency"),
        text=str(NEWS[CaseKind(case.kind)] % {"number": case.number}),
        address=f"{settings.PUBLIC_URL}{address}",
        tag=f"case-{case.number}",
    )
