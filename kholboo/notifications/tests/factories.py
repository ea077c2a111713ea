from datetime import timedelta

from django.utils import timezone

from kholboo.notifications.models import Delivery
from kholboo.notifications.services.deliveries import send_email, send_sms

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
