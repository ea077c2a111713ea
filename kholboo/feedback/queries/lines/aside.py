"""Sentences for what happens beside the way of a case: links, appeals, the inquiry."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.rules import Cause, EventKind, LinkKind, Severity

Facts = dict[str, object]
Teller = Callable[[CaseEvent, Case, Facts], str]


def _linked(event: CaseEvent, case: Case, facts: Facts) -> str:
    """The other number is not told: who reads this story may not see that case."""
    if facts.get("linked") == LinkKind.RELATED:
        return _("Linked to a related case")
    if facts.get("end") == "to":
        return _("Another case was linked as a duplicate of this one")
    return _("Linked as a duplicate of another case")


def _same_answer(event: CaseEvent, case: Case, facts: Facts) -> str:
    count = int(str(facts.get("count", 0)))
    return ngettext(
        "%(count)s duplicate got the same answer.",
        "%(count)s duplicates got the same answer.",
        count,
    ) % {"count": count}


def _appealed(event: CaseEvent, case: Case, facts: Facts) -> str:
    if facts.get("of"):
        return _("An appeal against our answer to %(number)s") % {"number": facts["of"]}
    return _("You appealed to the superior body")


def _appealed_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    if facts.get("of"):
        return _("An appeal against our answer to %(number)s") % {"number": facts["of"]}
    return _("The citizen appealed to the superior body")


def _subjects(event: CaseEvent, case: Case, facts: Facts) -> str:
    if not facts.get("names"):
        return _("The case is about nobody of ours any more")
    return _("The case is about: %(names)s. They cannot see it") % {"names": facts["names"]}


def _assessed(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("Assessed: %(severity)s") % {"severity": Severity(str(facts["severity"])).label}


def _investigated(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("Investigated. Cause: %(cause)s") % {"cause": Cause(str(facts["cause"])).label}


def _measure(event: CaseEvent, case: Case, facts: Facts) -> str:
    if facts.get("step") == "done":
        return _("A measure was done: %(name)s") % {"name": facts.get("name", "")}
    return _("A measure was ordered: %(name)s") % {"name": facts.get("name", "")}


TO_BOTH: dict[EventKind, Teller] = {
    EventKind.SUBJECTS: _subjects,
    EventKind.LINKED: _linked,
    EventKind.UNLINKED: lambda *_all: _("The link to another case was undone"),
    EventKind.SAME_ANSWER: _same_answer,
    EventKind.ASSESSED: _assessed,
    EventKind.INVESTIGATED: _investigated,
    EventKind.MEASURE: _measure,
}
TO_CITIZEN: dict[EventKind, Teller] = {EventKind.APPEALED: _appealed}
TO_DESK: dict[EventKind, Teller] = {EventKind.APPEALED: _appealed_desk}
