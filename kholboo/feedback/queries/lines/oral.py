"""Lines of a case's story about spoken words: confirmed, and the answer told aloud."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.petitions import ConfirmedBy, ToldBy, ToldTo

Facts = Mapping[str, object]


def confirmed(event: CaseEvent, case: Case, facts: Facts) -> str:
    told = {
        ConfirmedBy.LINK: _("You confirmed that we wrote your words down rightly"),
        ConfirmedBy.PAPER: _("You signed the page with your words"),
        ConfirmedBy.SPOKEN: _("We read your words back to you, and you confirmed them"),
    }
    return told[ConfirmedBy(str(facts["by"]))]


def confirmed_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    told = {
        ConfirmedBy.LINK: _("The citizen confirmed what was written down"),
        ConfirmedBy.PAPER: _("The citizen signed the page with their words"),
        ConfirmedBy.SPOKEN: _("Read back to the citizen, who confirmed it aloud"),
    }
    return told[ConfirmedBy(str(facts["by"]))]


def told(event: CaseEvent, case: Case, facts: Facts) -> str:
    told = {
        ToldBy.PHONE: _("We told the answer by phone: %(to)s"),
        ToldBy.VISIT: _("We told the answer in person: %(to)s"),
    }
    to = _("you") if event.facts["to"] == ToldTo.SENDER else ToldTo(event.facts["to"]).label
    return told[ToldBy(str(facts["by"]))] % {"to": to}


def told_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    told = {
        ToldBy.PHONE: _("The answer was told by phone: %(to)s"),
        ToldBy.VISIT: _("The answer was told in person: %(to)s"),
    }
    return told[ToldBy(str(facts["by"]))] % {"to": ToldTo(event.facts["to"]).label}
