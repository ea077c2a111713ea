"""Letters to those who commented and left an address: answered, and the enquiry is over. Each once."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation

from kholboo.core import clock
from kholboo.notifications.rendering import render_message
from kholboo.notifications.services.deliveries import send_email
from kholboo.standards.commenting import TOLD_WITHIN_DAYS
from kholboo.standards.models import Comment, CommentContact, Enquiry
from kholboo.standards.services.comment_contacts import Contact, opened


def tell_answered(comment: Comment) -> None:
    """With the first answer; another one stands at the same address. Call it inside the change."""
    kept = CommentContact.objects.filter(comment=comment).first()
    if kept is None:
        return
    place = ("standards:comment_sent", comment.enquiry_id, comment.key)
    key = f"standards:comment:{comment.pk}:answered"
    _send(key, opened(kept), comment.enquiry, "answered", place, number=comment.number)


def tell_closed() -> int:
    """Of enquiries that are over: one letter to an address, however many comments it sent."""
    today = clock.local_date(clock.now())
    over = Enquiry.objects.filter(
        Q(told_on=None) | ~Q(told_on=F("closes_on")),
        closes_on__lt=today,
        closes_on__gte=today - timedelta(days=TOLD_WITHIN_DAYS),
    )
    return sum(_tell_closed(key) for key in over.values_list("pk", flat=True))


@transaction.atomic
def _tell_closed(key: int) -> int:
    enquiry = Enquiry.objects.select_for_update().get(pk=key)
    if enquiry.told_on == enquiry.closes_on:
        return 0
    rows = CommentContact.objects.filter(comment__enquiry=enquiry).order_by("comment")
    people = _people(rows.iterator())
    for contact, comment in people.values():
        day = f"{enquiry.closes_on:%Y%m%d}"
        name = f"standards:enquiry:{enquiry.pk}:closed:{day}:{comment}"
        _send(name, contact, enquiry, "closed", ("standards:draft", enquiry.pk))
    enquiry.told_on = enquiry.closes_on
    enquiry.save(update_fields=["told_on"])
    return len(people)


def _people(rows: Iterable[CommentContact]) -> dict[str, tuple[Contact, int]]:
    """Of comments from one address only the first."""
    found: dict[str, tuple[Contact, int]] = {}
    for row in rows:
        contact = opened(row)
        found.setdefault(contact.email.casefold(), (contact, row.comment_id))
    return found


def _send(
    key: str,
    contact: Contact,
    enquiry: Enquiry,
    what: str,
    place: tuple[object, ...],
    **facts: object,
) -> None:
    name, *args = place
    with translation.override(contact.language):
        link = f"{settings.PUBLIC_URL}{reverse(str(name), args=args)}"
    context = {"enquiry": enquiry, "edition": enquiry.edition, "link": link, **facts}
    message = render_message(
        f"standards/messages/comment_{what}", language=contact.language, context=context
    )
    send_email(key=key, to=contact.email, subject=message.subject, text=message.text)
