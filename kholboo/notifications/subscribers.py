"""What this house does when accounts, which stands below it, rings."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from kholboo.accounts.hooks import (
    CodeRequested,
    PasswordLinkMade,
    code_requested,
    password_link_made,
)
from kholboo.notifications.rendering import render_message, render_text
from kholboo.notifications.services.deliveries import send_email, send_sms


@code_requested.listen
def send_code(fact: CodeRequested) -> None:
    """Carry the sign-in code, or the word that no code opens this account, to its address."""
    words = {
        "code": fact.code,
        "minutes": fact.minutes,
        "about": fact.about,
        "staff_door": _staff_door(fact.language),
    }
    if fact.channel == "sms":
        text = render_text("notifications/code_sms.txt", language=fact.language, context=words)
        send_sms(key=fact.key, to=fact.to, text=text)
        return
    letter = render_message("notifications/code", language=fact.language, context=words)
    send_email(key=fact.key, to=fact.to, subject=letter.subject, text=letter.text)


@password_link_made.listen
def send_password_link(fact: PasswordLinkMade) -> None:
    """Carry the link that sets a password to the person it belongs to."""
    letter = render_message(
        "notifications/password_link",
        language=fact.language,
        context={"link": fact.link, "hours": fact.hours},
    )
    send_email(key=fact.key, to=fact.to, subject=letter.subject, text=letter.text)


def _staff_door(language: str) -> str:
    with translation.override(language):
        return f"{settings.PUBLIC_URL}{reverse('accounts:staff_login')}"
