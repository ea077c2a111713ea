"""What the story says of the clock: dates that moved, standstills, more time, reports higher."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from kholboo.accounts.roles import Role
from kholboo.core.formats.days import day_long
from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.rules import EventKind, SuspendedFor

Facts = dict[str, object]


def _term_changed(event: CaseEvent, case: Case, facts: Facts) -> str:
    before, after = (
        day_long(date.fromisoformat(str(facts[name]))) if facts.get(name) else "–"
        for name in ("before", "after")
    )
    why = {
        "calendar": _("The days off changed, so the answer is due %(after)s instead of %(before)s"),
    }
    usual = _("The answer is now due %(after)s instead of %(before)s")
    return why.get(str(facts.get("reason")), usual) % {"before": before, "after": after}


def _suspended(event: CaseEvent, case: Case, facts: Facts) -> str:
    why = SuspendedFor(str(facts["why"]))
    if why == SuspendedFor.OTHER:
        return _("The work was suspended")
    return _("The work was suspended: it waits for %(what)s") % {"what": why.label}


def _extended(event: CaseEvent, case: Case, facts: Facts) -> str:
    after = day_long(date.fromisoformat(str(facts["after"])))
    return _("The head of the office extended the term: the answer is due %(after)s") % {
        "after": after
    }


def _escalated(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("Reported to: %(who)s") % {"who": Role(str(facts["to"])).label}


TO_BOTH: dict[EventKind, Callable[[CaseEvent, Case, Facts], str]] = {
    EventKind.TERM_CHANGED: _term_changed,
    EventKind.SUSPENDED: _suspended,
    EventKind.RESUMED: lambda *_all: _("The work goes on"),
    EventKind.EXTENDED: _extended,
    EventKind.ESCALATED: _escalated,
}
