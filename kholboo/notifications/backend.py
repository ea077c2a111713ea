"""Django's own mail, and that of its libraries, goes the same way as all mail."""

import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from kholboo.notifications.services.deliveries import send_email


class DeliveryBackend(BaseEmailBackend):
    """Name it in settings.EMAIL_BACKEND. Plain and HTML text travel; attachments do not."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Promise each message to each recipient; returns how many were promised."""
        promised = 0
        for message in email_messages:
            alternatives = getattr(message, "alternatives", [])
            html = next((str(body) for body, kind in alternatives if kind == "text/html"), "")
            for to in message.recipients():
                send_email(
                    key=f"django-mail-{uuid.uuid4()}",
                    to=to,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=html,
                )
                promised += 1
        return promised
