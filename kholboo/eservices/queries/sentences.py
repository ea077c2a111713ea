"""Lines of an application's story as sentences, in the language active now."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kholboo.core.formats.days import day_long
from kholboo.eservices.book import Book
from kholboo.eservices.models import Event
from kholboo.eservices.rules import EventKind, Outcome, Via


def sentence_of(event: Event, book: Book | None = None) -> str:
    """`book` names the steps; without it a step shows nothing of its own."""
    return _SENTENCES[EventKind(event.kind)](event.facts, book)


Say = Callable[[dict[str, Any], Book | None], str]


def _submitted(facts: dict[str, Any], book: Book | None) -> str:
    on_paper = facts.get("via") == Via.COUNTER
    return (
        _("The application was received on paper.")
        if on_paper
        else _("The application was received.")
    )


def _step(facts: dict[str, Any], book: Book | None) -> str:
    rule = book.steps.get(str(facts.get("node"))) if book else None
    name = rule.words if rule else str(facts.get("node", ""))
    outcome = rule.outcome_words(str(facts["outcome"])) if rule and facts.get("outcome") else ""
    place = f" {facts['item']}" if facts.get("item") else ""
    return f"{name}{place}: {outcome}" if outcome else f"{name}{place}"


def _taken(facts: dict[str, Any], book: Book | None) -> str:
    return _("Took the step: %(step)s") % {"step": _step(facts, book)}


def _late(facts: dict[str, Any], book: Book | None) -> str:
    return _("The time of the step has passed: %(step)s") % {"step": _step(facts, book)}


def _returned(facts: dict[str, Any], book: Book | None) -> str:
    until = date.fromisoformat(str(facts["until"]))
    return _("Please complete the papers by %(day)s. The term stands still until then.") % {
        "day": day_long(until)
    }


def _invoiced(facts: dict[str, Any], book: Book | None) -> str:
    return _("The fee of %(amount)s ₮ is to be paid.") % {"amount": f"{int(facts['amount']):,}"}


def _decided(facts: dict[str, Any], book: Book | None) -> str:
    if facts.get("outcome") == Outcome.GRANTED:
        return _("It was decided to grant it: decision %(number)s.") % {"number": facts["number"]}
    return _("It was decided to refuse it: decision %(number)s.") % {"number": facts["number"]}


def _granted(facts: dict[str, Any], book: Book | None) -> str:
    return _("The certificate %(number)s was issued.") % {"number": facts["number"]}


def _moved(facts: dict[str, Any], book: Book | None) -> str:
    return _(
        "It goes on under version %(after)s of the procedure, by order %(order)s. No day of it changed."
    ) % {"after": facts["after"], "order": facts["order"]}


_SENTENCES: dict[EventKind, Say] = {
    EventKind.SUBMITTED: _submitted,
    EventKind.STEP_DONE: _step,
    EventKind.STEP_TAKEN: _taken,
    EventKind.RETURNED: _returned,
    EventKind.COMPLETED: lambda facts, book: _("The papers were completed; the term runs on."),
    EventKind.INVOICED: _invoiced,
    EventKind.PAID: lambda facts, book: _("The fee is paid."),
    EventKind.LATE: _late,
    EventKind.SUSPENDED: lambda facts, book: _("The work was suspended; the term stands still."),
    EventKind.RESUMED: lambda facts, book: _("The work goes on."),
    EventKind.DECIDED: _decided,
    EventKind.GRANTED: _granted,
    EventKind.WITHDRAWN: lambda facts, book: _("The application was taken back."),
    EventKind.LAPSED: lambda facts, book: _(
        "The application lapsed: what was needed did not come in time."
    ),
    EventKind.MOVED: _moved,
    EventKind.NOTE: lambda facts, book: _("Note"),
    EventKind.ERASE_ASKED: lambda facts, book: _("The applicant asked us to erase their data."),
    EventKind.ERASE_DENIED: lambda facts, book: _("The request to erase was refused."),
    EventKind.ERASED: lambda facts, book: _("The personal data is erased."),
}
