"""Dates that follow from the moments of a life, counted for each copy by the product's own rules."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.applications.lives import Lived
from bench.applications.tables import Model
from kholboo.eservices.engine.graph import Counting
from kholboo.eservices.engine.walking import timer_of
from kholboo.eservices.models import (
    Application,
    Completion,
    Decision,
    Sample,
    Step,
    StepTimer,
)
from kholboo.eservices.queries.bundles import Read, read
from kholboo.eservices.queries.facts import token_of
from kholboo.eservices.term import Term
from kholboo.registers.models import Certificate


@dataclass(frozen=True)
class Day:
    """A day of the moment of a stage: by a term, or some years or days later."""

    stage: int
    term: Term | None = None
    years: int = 0
    days: int = 0


def day_of(made: Lived, row: Any, column: str) -> Day:
    """KeyError for a date nobody has said how to count."""
    found = read(made.application.version)
    return _DAYS[type(row), column](made, found, row)


def _step(made: Lived, found: Read, row: Step) -> Day:
    return Day(made.stage_of(row.opened_at), found.book.step(row.node).term)


def _timer(made: Lived, found: Read, row: StepTimer) -> Day:
    """It fires on the day after its last one."""
    drawn = timer_of(found.bundle.graphs, token_of(row.step), row.timer)
    term = Term(drawn.days, drawn.counting is Counting.WORKING)
    return Day(made.stage_of(row.step.opened_at), term, days=1)


def _completion(made: Lived, found: Read, row: Completion) -> Day:
    return Day(made.stage_of(row.asked_at), found.book.completion)


def _sample(made: Lived, found: Read, row: Sample) -> Day:
    return Day(made.life.stages.index("sampled"))


def _years(found: Read) -> int:
    return int(found.book.grants["years"])


def _decided(made: Lived, found: Read, row: Decision) -> Day:
    return Day(made.stage_of(row.decided_at))


def _expires(made: Lived, found: Read, row: Decision) -> Day:
    return Day(made.stage_of(row.decided_at), years=_years(found))


def _objection(made: Lived, found: Read, row: Decision) -> Day:
    return Day(made.stage_of(row.decided_at), days=found.book.objection_days)


def _granted(made: Lived, found: Read, row: Certificate) -> Day:
    return Day(made.stage_of(row.granted_at))


def _until(made: Lived, found: Read, row: Certificate) -> Day:
    return Day(made.stage_of(row.granted_at), years=_years(found))


_DAYS: dict[tuple[Model, str], Callable[[Lived, Read, Any], Day]] = {
    (Application, "due_on"): lambda made, found, row: Day(0, found.book.term),
    (Step, "due_on"): _step,
    (StepTimer, "fires_on"): _timer,
    (Completion, "due_on"): _completion,
    (Sample, "taken_on"): _sample,
    (Decision, "effective_on"): _decided,
    (Decision, "expires_on"): _expires,
    (Decision, "objection_until"): _objection,
    (Certificate, "ground_on"): _granted,
    (Certificate, "valid_from"): _granted,
    (Certificate, "valid_until"): _until,
}
