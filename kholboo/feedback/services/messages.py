"""Who is told what happened, by which channel, in which language. Run by the job `feedback.tell`.

Every message has a stable key made of the event, so telling twice tells once.
"""

from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kholboo.accounts.models import User
from kholboo.agency.absence import absence_of
from kholboo.agency.models import Absence
from kholboo.audit import services as audit
from kholboo.core import clock, limits
from kholboo.core.errors import RuleBroken, TooMany
from kholboo.core.jobs import schedule
from kholboo.feedback.contacts import Person, person_of
from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.people import spaced
from kholboo.feedback.queries.bodies import forwarding_of
from kholboo.feedback.queries.proofs import TO_CITIZEN, body_key_of, key_of
from kholboo.feedback.queries.subjects import is_about
from kholboo.feedback.queries.timeline import Reader, title_of
from kholboo.feedback.rules import EventKind, ReplyBy
from kholboo.feedback.secret import grouped, link_token, secret_of, sign_token
from kholboo.feedback.services.alerts import tell_devices
from kholboo.feedback.services.holding import hold_for_message
from kholboo.feedback.services.postings import promise
from kholboo.notifications.rendering import render_message, render_text
from kholboo.notifications.services.deliveries import send_email, send_sms

# Receipts one phone or address may be sent in a day. Anybody can type anybody's number, so
# without a bound a stranger's phone could be flooded; the page shows the receipt in any case.
RECEIPTS_A_DAY = 10
DAY = 24 * 3600
TO_HANDLER = frozenset(
    {
        EventKind.ASSIGNED,
        EventKind.MESSAGE,
        EventKind.WITHDRAWN,
        EventKind.REOPENED,
        EventKind.NAMED,
        # Only a low one is announced (services/citizen.py).
        EventKind.RATED,
    }
)


@transaction.atomic
def tell(event_id: int) -> None:
    """Write the deliveries for one event: to the citizen, or to the officer in charge."""
    if not hold_for_message(event_id):
        return
    event = (
        CaseEvent.objects.select_related(
            "case", "case__contact", "case__handler", "case__office", "case__service", "actor"
        )
        .filter(pk=event_id)
        .first()
    )
    if event is None:
        return
    if event.kind in TO_CITIZEN:
        _tell_citizen(event, event.case)
        _tell_body(event, event.case)
    if not _is_overtaken(event):
        tell_devices(event, event.case)
    if event.kind == EventKind.ANSWERED and event.case.signatures.exists():
        schedule("feedback.tell_signers", event_id=event.pk, after=0)
    if _is_for_handler(event) and event.case.handler and not _is_overtaken(event):
        _tell_handler(event, event.case, event.case.handler)
        _tell_deputy(event, event.case, event.case.handler)


def _is_for_handler(event: CaseEvent) -> bool:
    return event.kind in TO_HANDLER or bool(event.facts.get("is_from_call"))


def _is_overtaken(event: CaseEvent) -> bool:
    """The case was given on (or back) before the officer could be told: another event tells."""
    later = CaseEvent.objects.filter(case_id=event.case_id, kind=EventKind.ASSIGNED)
    return event.kind == EventKind.ASSIGNED and later.filter(pk__gt=event.pk).exists()


def _tell_citizen(event: CaseEvent, case: Case) -> None:
    person = person_of(case.contact)
    if person.reply_by == ReplyBy.NONE:
        return
    if person.reply_by == ReplyBy.POST:
        promise(event)
        return
    if event.kind in (EventKind.RECEIVED, EventKind.NAMED) and not _may_get_receipt(person):
        return
    _send(key_of(event.pk), person, event, case)


def letter_words(event: CaseEvent, case: Case) -> str:
    """What an e-mail would say of this event, to be printed for who is told by post."""
    context = _context(event, case) | {"person": person_of(case.contact)}
    base = f"feedback/messages/{event.kind}_email"
    return render_message(base, language=case.language, context=context).text


def _tell_body(event: CaseEvent, case: Case) -> None:
    """The letter that goes with a case passed on, to a body that has an address for it."""
    forwarding = forwarding_of(case) if event.kind == EventKind.FORWARDED else None
    if forwarding is None or forwarding.is_by_post or not forwarding.body.email:
        return
    person = person_of(case.contact)
    context = _context(event, case) | {
        "person": person,
        "phone": spaced(person.phone),
        "files": case.files.count(),
    }
    # Bodies of the state write Mongolian, whatever language the citizen reads.
    message = render_message("feedback/messages/forwarded_body", language="mn", context=context)
    send_email(
        key=body_key_of(event.pk),
        to=forwarding.body.email,
        subject=message.subject,
        text=message.text,
    )


def _may_get_receipt(person: Person) -> bool:
    to = person.phone if person.reply_by == ReplyBy.SMS else person.email.lower()
    try:
        limits.knock("feedback.receipt", to, limit=RECEIPTS_A_DAY, seconds=DAY)
    except TooMany:
        return False
    return True


@transaction.atomic
def send_receipt_again(case: Case, *, actor: User) -> None:
    """The SMS with number and secret once more; within a minute a second press sends nothing.

    RuleBroken where there is no phone, or the phone had its receipts of the day.
    """
    person = replace(person_of(case.contact), reply_by=ReplyBy.SMS)
    if not person.phone:
        raise RuleBroken(_("There is no phone number to send it to."))
    if not _may_get_receipt(person):
        raise RuleBroken(_("This phone got enough messages today. Read the number and the code."))
    event = case.events.get(kind=EventKind.RECEIVED)
    minute = int(clock.now().timestamp()) // 60
    _send(f"feedback:{event.pk}:again:{minute}", person, event, case)
    audit.record("feedback.receipt_sent_again", case, actor=actor)


def _send(key: str, person: Person, event: CaseEvent, case: Case) -> None:
    """What the event tells its citizen, by the way they chose; nothing where it leads nowhere."""
    base = f"feedback/messages/{event.kind}_{person.reply_by}"
    context = _context(event, case) | {"person": person}
    if person.reply_by == ReplyBy.SMS and person.phone:
        text = render_text(f"{base}.txt", language=case.language, context=context)
        send_sms(key=key, to=person.phone, text=text)
    elif person.reply_by == ReplyBy.EMAIL and person.email:
        message = render_message(base, language=case.language, context=context)
        send_email(key=key, to=person.email, subject=message.subject, text=message.text)


def _tell_deputy(event: CaseEvent, case: Case, handler: User) -> None:
    """Who stands in for the officer today reads the same letter."""
    away = absence_of(handler)
    if away and not is_about(case, away.deputy):
        _tell_handler(event, case, away.deputy, as_who="deputy", away=away)


def _tell_handler(
    event: CaseEvent,
    case: Case,
    handler: User,
    *,
    as_who: str = "handler",
    away: Absence | None = None,
) -> None:
    if not handler.email:
        return
    language = handler.language
    with override(language):
        what = title_of(event, case, reader=Reader.DESK)
    context = _context(event, case) | {
        "what": what,
        "away": away,
        "desk": _address("feedback:case", language, case.number),
    }
    message = render_message("feedback/messages/handler_email", language=language, context=context)
    send_email(
        key=f"feedback:{event.pk}:{as_who}",
        to=handler.email,
        subject=message.subject,
        text=message.text,
    )


def _context(event: CaseEvent, case: Case) -> dict[str, object]:
    return {
        "event": event,
        "case": case,
        "secret": grouped(secret_of(case)),
        "link": follow_link(case),
        "forwarding": forwarding_of(case),
    }


def follow_link(case: Case) -> str:
    """The address behind the QR code: opens the case without typing."""
    return _address("feedback:open_link", case.language, case.number, link_token(case))


def sign_link(case: Case) -> str:
    """The address under which others sign a joint petition."""
    return _address("feedback:sign", case.language, sign_token(case))


def _address(name: str, language: str, *args: str) -> str:
    with override(language):
        return f"{settings.PUBLIC_URL}{reverse(name, args=args)}"
