"""The letter to the body a case is passed on to, for printing; the words of the e-mail on paper.

It is set from the template of an answer. Bodies of the state write Mongolian.
"""

from django.utils.translation import gettext as _
from django.utils.translation import override

from kholboo.core import clock
from kholboo.core.formats.days import day_long
from kholboo.documents.typesetting import drawable
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Case, Forwarding
from kholboo.feedback.people import spaced
from kholboo.feedback.services.letters import (
    contacts_of,
    frame,
    paragraphs,
    place_of,
    typeset,
)


def onward_pdf(case: Case, forwarding: Forwarding) -> bytes:
    """The same letter gives the same bytes, whenever it is printed."""
    with override("mn"):
        words = _words(case, forwarding)
    return typeset("answer.typ", words, at=int(forwarding.at.timestamp()))


def _words(case: Case, forwarding: Forwarding) -> dict[str, object]:
    day = day_long(clock.local_date(forwarding.at, case.office.zone))
    received = day_long(clock.local_date(case.received_at, case.office.zone))
    what = {"number": case.number, "kind": case.get_kind_display(), "day": received}
    opening = _(
        "The Agency for Standardization and Metrology received this %(kind)s (number %(number)s) "
        "on %(day)s. It is yours to decide, so we pass it on to you and have told the citizen."
    )
    parts = [
        (_("Why we pass it on"), forwarding.reason),
        (_("What the citizen says"), case.text),
        (_("What they want done"), case.wish),
        (_("Sender"), _sender(case) if forwarding.with_sender else ""),
        (_("Files"), _files(case)),
    ]
    addressee = [forwarding.body_name_mn, forwarding.body.address]
    return {
        **frame(),
        "language": "mn",
        "office": place_of(case),
        "contacts": contacts_of(case.office),
        "date": day,
        "number": case.number,
        "addressee": [drawable(line) for line in addressee if line],
        "title": _("Passed on to you: %(kind)s %(number)s") % what,
        "outcome_label": "",
        "outcome": "",
        "text": paragraphs("\n\n".join(filter(None, [opening % what, forwarding.note]))),
        "parts": [{"title": name, "text": paragraphs(text)} for name, text in parts if text],
        "author_name": drawable(forwarding.by.short_name),
        "author_post": drawable(case.office.name),
        "qr": "",
        "qr_alt": "",
        "follow": "",
        "footer": f"{case.number} · {day}",
    }


def _sender(case: Case) -> str:
    person = person_of(case.contact)
    lines = [person.full_name, person.address, spaced(person.phone), person.email]
    return "\n".join(line for line in lines if line)


def _files(case: Case) -> str:
    count = case.files.count()
    if not count:
        return ""
    return _("Files that came with it: %(count)s. Ask us for them by the number.") % {
        "count": count
    }
