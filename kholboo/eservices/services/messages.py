"""What an applicant is told of, by e-mail, else by SMS. Run by the job `eservices.tell`.

Every message has a stable key made of the event, so telling twice tells once.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kholboo.accounts.rules import read_address
from kholboo.core.formats.days import day_long
from kholboo.eservices.applicants import opened
from kholboo.eservices.models import Application, Event, Invoiced
from kholboo.eservices.queries.sentences import sentence_of
from kholboo.eservices.rules import EventKind
from kholboo.notifications.rendering import render_message, render_text
from kholboo.notifications.services.deliveries import send_email, send_sms


@transaction.atomic
def tell(event_id: int) -> None:
    event = (
        Event.objects.select_related("application__version__procedure", "application__applicant")
        .defer("application__version__files", "application__version__compiled")
        .filter(pk=event_id)
        .first()
    )
    if event is None:
        return
    application = event.application
    with override(application.language):
        context = {
            "number": application.number,
            "service": application.version.procedure.name,
            "news": sentence_of(event),
            "due": day_long(application.due_on) if application.due_on else "",
            "link": _link(application, event),
            "text": event.text,
            "greeting": _("Hello."),
        }
    write(application, "news", context, key=f"eservices:{event.pk}:applicant")


def write(application: Application, about: str, context: Mapping[str, Any], *, key: str) -> None:
    """To the applicant in their language, by e-mail, else by SMS; nobody where we have neither.

    `about` names the templates `messages/<about>_email` and `_sms`. The same `key` is sent once.
    """
    who, language = opened(application.applicant), application.language
    email = read_address(who.email) if who.email else None
    phone = read_address(who.phone) if who.phone else None
    if email is not None and email.channel == "email":
        template = f"eservices/messages/{about}_email"
        message = render_message(template, language=language, context=context)
        send_email(key=key, to=email.to, subject=message.subject, text=message.text)
    elif phone is not None and phone.channel == "sms":
        template = f"eservices/messages/{about}_sms.txt"
        text = render_text(template, language=language, context=context)
        send_sms(key=key, to=phone.to, text=text)


def _link(application: Application, event: Event) -> str:
    """The applicant's own page; who applied on paper has none, and pays on the invoice's."""
    if application.user_id is None:
        asked = Invoiced.objects.filter(step__application=application).order_by("-pk").first()
        is_fee = event.kind == EventKind.INVOICED and asked is not None
        return f"{settings.PUBLIC_URL}{asked.address}" if asked and is_fee else ""
    return f"{settings.PUBLIC_URL}{reverse('eservices:application', args=[application.number])}"
