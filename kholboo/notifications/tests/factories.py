import base64
import secrets
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.utils import timezone

from kholboo.notifications.models import Delivery, Device
from kholboo.notifications.push import sealing
from kholboo.notifications.push.port import Address
from kholboo.notifications.services import devices
from kholboo.notifications.services.deliveries import Notice, send_email, send_sms

PHONE = "99112211"
ADDRESS = "bold@example.mn"


def letter(key="case-7", **more) -> Delivery:
    """A promised e-mail."""
    return send_email(
        **{"key": key, "to": ADDRESS, "subject": "Хариу", "text": "Таны хариу бэлэн.", **more}
    )


def short_text(key="case-7", **more) -> Delivery:
    """A promised SMS."""
    return send_sms(**{"key": key, "to": PHONE, "text": "Таны хариу бэлэн.", **more})


def make_due(delivery: Delivery) -> Delivery:
    """As if its pause had passed."""
    Delivery.objects.filter(pk=delivery.pk).update(
        next_try_at=timezone.now() - timedelta(minutes=5)
    )
    delivery.refresh_from_db()
    return delivery


NOTICE = Notice(
    title="СХЗГ",
    text="Таны 26-000001-5 дугаартай хүсэлтэд шинэ мэдээ байна",
    address="http://localhost/track/26-000001-5/",
    tag="case-26-000001-5",
)


def device_address(**more) -> Address:
    """What a browser's subscription says, with keys of its own."""
    key = generate_private_key(SECP256R1()).public_key()
    usual = {
        "endpoint": f"https://fcm.googleapis.com/fcm/send/{secrets.token_urlsafe(16)}",
        "p256dh": base64.urlsafe_b64encode(sealing.raw(key)).decode().rstrip("="),
        "auth": secrets.token_urlsafe(16),
    }
    return Address(**{**usual, **more})


def told_device(topic, kinds=("answer",)) -> Device:
    device = devices.keep_device(device_address())
    devices.choose(device, topic, kinds)
    return device
