"""Days of an application that was moved to another version: counted on by what they began with.

Moving never changes a due date, neither when it happens nor later, when a pause ends and days are
counted anew. So what stood open at the move keeps the term it was opened under.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kholboo.eservices.engine.graph import Counting, Timer
from kholboo.eservices.engine.walking import timer_of
from kholboo.eservices.models import Step, StepTimer
from kholboo.eservices.queries.facts import token_of
from kholboo.eservices.services.holding import Held
from kholboo.eservices.term import Term


def term_of(held: Held) -> Term:
    """Of the whole application."""
    kept = held.application.carried.get("term")
    return _term(kept) if kept else held.book.term


def term_of_step(held: Held, step: Step) -> Term | None:
    kept = held.application.carried.get("steps", {})
    if str(step.pk) in kept:
        found = kept[str(step.pk)]
        return _term(found) if found else None
    rule = held.book.steps.get(step.node)
    return rule.term if rule else None


def term_of_timer(held: Held, timer: StepTimer, step: Step) -> tuple[Term, datetime]:
    """How long, and since when."""
    kept = held.application.carried.get("timers", {}).get(str(timer.pk))
    if kept:
        return _term(kept), datetime.fromisoformat(kept["since"])
    return of_timer(timer_of(held.bundle.graphs, token_of(step), timer.timer)), step.opened_at


def of_timer(drawn: Timer) -> Term:
    return Term(drawn.days, drawn.counting is Counting.WORKING)


def kept_whole(held: Held) -> dict[str, Any]:
    """Of an application that was never moved; its pages still say how its days are counted."""
    term = held.book.term
    return {
        "days": term.days,
        "is_working": term.is_working,
        "is_sample": held.book.is_term_sample,
    }


def kept(term: Term | None) -> dict[str, Any] | None:
    return {"days": term.days, "is_working": term.is_working} if term else None


def kept_timer(term: Term, since: datetime) -> dict[str, Any]:
    return {"days": term.days, "is_working": term.is_working, "since": since.isoformat()}


def _term(said: Mapping[str, Any]) -> Term:
    return Term(int(said["days"]), bool(said["is_working"]))
