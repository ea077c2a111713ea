"""Sentences for the way of a case: from receipt to closing, and the erasing of its person."""

import hashlib
from datetime import date

from django.utils.translation import gettext as _

from kholboo.core.formats.days import day_long
from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.rules import CaseKind, Channel, ErasureBasis, Outcome, Solved

# The digest of no words at all (see services/timeline.py).
NO_TEXT = hashlib.sha256(b"").hexdigest()
Facts = dict[str, object]


def received(event: CaseEvent, case: Case, facts: Facts) -> str:
    kind = CaseKind(case.kind).label
    told = {
        Channel.PHONE: _("We wrote down your %(kind)s from your call"),
        Channel.LETTER: _("Your %(kind)s came by letter"),
        Channel.VISIT: _("You came to us with your %(kind)s"),
        Channel.EMAIL: _("Your %(kind)s came by e-mail"),
    }
    channel = Channel(str(facts.get("channel", Channel.WEB)))
    return told.get(channel, _("We received your %(kind)s")) % {"kind": kind}


def received_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    channel = Channel(str(facts.get("channel", Channel.WEB))).label
    if facts.get("came_on"):
        day = day_long(date.fromisoformat(str(facts["came_on"])))
        return _("Received: %(channel)s. It came on %(day)s") % {"channel": channel, "day": day}
    return _("Received: %(channel)s") % {"channel": channel}


def registered(event: CaseEvent, case: Case, facts: Facts) -> str:
    if not facts["office"]:
        return _("Registered")
    return _("Registered. Who answers: %(office)s") % {"office": facts["office"]}


def assigned(event: CaseEvent, case: Case, facts: Facts) -> str:
    if not facts.get("handler"):
        return _("Waits for an officer again")
    return _("Given to the officer: %(name)s") % {"name": facts["handler"]}


def taken(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("%(name)s began to work on it") % {"name": facts.get("handler", "")}


def paper_sent(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("Our letter to you left by post on %(day)s") % {"day": _day(facts)}


def paper_sent_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("The letter to the citizen left by post on %(day)s") % {"day": _day(facts)}


def _day(facts: Facts) -> str:
    return day_long(date.fromisoformat(str(facts["on"])))


def message(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("You wrote to us") if _has_words(event) else _("You added files")


def message_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("The citizen wrote") if _has_words(event) else _("The citizen added files")


def _has_words(event: CaseEvent) -> bool:
    """Also of a line whose words were erased: its digest still stands for them."""
    return event.text_digest != NO_TEXT


def erased(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("Personal data and words erased: %(why)s") % {
        "why": ErasureBasis(str(facts["basis"])).label
    }


def erase_asked(event: CaseEvent, case: Case, facts: Facts) -> str:
    if not event.by_citizen:
        return _("We wrote down that you want your personal data erased")
    return _("You asked us to erase your personal data")


def answered(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("Answered: %(outcome)s") % {"outcome": Outcome(str(facts["outcome"])).label}


def rated(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("You rated the answer %(score)s of 5. Solved? %(solved)s") % _rating(facts)


def rated_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("The citizen rated the answer %(score)s of 5. Solved? %(solved)s") % _rating(facts)


def _rating(facts: Facts) -> Facts:
    return {"score": facts["score"], "solved": Solved(str(facts["solved"])).label}


def closed(event: CaseEvent, case: Case, facts: Facts) -> str:
    if event.actor_id is None:
        return _("Closed: the time to reopen has passed")
    return _("Closed")
