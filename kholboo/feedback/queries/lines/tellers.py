"""Who tells which event to whom: a sentence for every kind, to the citizen and to the desk."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.queries.lines import aside, clock, onward, oral, published, way
from kholboo.feedback.rules import EventKind

Teller = Callable[[CaseEvent, Case, dict[str, object]], str]

TO_BOTH: dict[EventKind, Teller] = {
    **aside.TO_BOTH,
    EventKind.REGISTERED: way.registered,
    EventKind.ASSIGNED: way.assigned,
    EventKind.TAKEN: way.taken,
    EventKind.NOTE: onward.noted,
    EventKind.ANSWERED: way.answered,
    EventKind.CLOSED: way.closed,
    EventKind.ERASED: way.erased,
    EventKind.ERASE_DENIED: lambda *_all: _("Personal data was not erased"),
    **clock.TO_BOTH,
    EventKind.FORWARDED: onward.forwarded,
    EventKind.POSTED: onward.posted,
    EventKind.PUBLISHED: published.published,
}
TO_CITIZEN: dict[EventKind, Teller] = {
    **TO_BOTH,
    **aside.TO_CITIZEN,
    EventKind.RECEIVED: way.received,
    EventKind.PAPER_SENT: way.paper_sent,
    EventKind.QUESTION: lambda *_all: _("We asked you a question"),
    EventKind.MESSAGE: way.message,
    EventKind.RATED: way.rated,
    EventKind.CONSENT: published.consent,
    EventKind.REOPENED: lambda *_all: _("You reopened the case"),
    EventKind.WITHDRAWN: lambda *_all: _("You withdrew the case"),
    EventKind.CONFIRMED: oral.confirmed,
    EventKind.TOLD: oral.told,
    EventKind.NAMED: lambda *_all: _("You added your name, so the term of the law began"),
    EventKind.ERASE_ASKED: way.erase_asked,
}
TO_DESK: dict[EventKind, Teller] = {
    **TO_BOTH,
    **aside.TO_DESK,
    EventKind.RECEIVED: way.received_desk,
    EventKind.PAPER_SENT: way.paper_sent_desk,
    EventKind.QUESTION: lambda *_all: _("The citizen was asked"),
    EventKind.MESSAGE: way.message_desk,
    EventKind.RATED: way.rated_desk,
    EventKind.CONSENT: published.consent_desk,
    EventKind.REOPENED: lambda *_all: _("The citizen reopened the case"),
    EventKind.WITHDRAWN: lambda *_all: _("The citizen withdrew the case"),
    EventKind.CONFIRMED: oral.confirmed_desk,
    EventKind.TOLD: oral.told_desk,
    EventKind.NAMED: lambda *_all: _("The citizen added their name, so the term of the law began"),
    EventKind.ERASE_ASKED: lambda *_all: _("The citizen asked to erase their personal data"),
}
