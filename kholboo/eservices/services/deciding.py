"""The decision: a record of its own, made by a person, after the table said what it proposes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.services.numbering import next_number
from kholboo.audit import services as audit
from kholboo.core.errors import RuleBroken
from kholboo.eservices.models import Application, Decision, Step
from kholboo.eservices.rules import EventKind, Outcome, StepKind, StepStatus
from kholboo.eservices.services import moving
from kholboo.eservices.services.holding import Held
from kholboo.eservices.services.stepping import begin_to_do, must_be_known
from kholboo.eservices.services.story import add_event
from kholboo.eservices.services.writing import written
from kholboo.eservices.years import ends_on

SERIES = "decision"
DECIDED = (Outcome.GRANTED, Outcome.REFUSED)


@dataclass(frozen=True)
class Verdict:
    """What the decision maker writes. `outcome` is one of the step's, which may lead back; `own`
    is what was typed into the step's own fields.
    """

    outcome: str
    ground: str
    remedy: str = ""
    own: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def decide_step(step: Step, verdict: Verdict, *, actor: User) -> Application:
    """Decide, or send back; who called has seen to the second factor."""
    held, step = begin_to_do(step, actor=actor)
    if step.kind != StepKind.DECIDE:
        raise RuleBroken(_("Nothing is decided in this step."))
    result: dict[str, Any] = {"outcome": verdict.outcome, "ground": verdict.ground.strip()}
    must_be_known(held, step, result)
    if not result["ground"]:
        raise RuleBroken(_("Write the ground of the decision."), field="ground")
    if verdict.outcome in DECIDED:
        _record(held, step, verdict, actor)
    result |= written(held, step, verdict.own)
    moving.finish(held, step, result, actor=actor)
    return held.application


def _record(held: Held, step: Step, verdict: Verdict, actor: User) -> None:
    outcome, today = Outcome(verdict.outcome), held.today
    remedy = verdict.remedy.strip()
    if outcome == Outcome.REFUSED and not remedy:
        raise RuleBroken(_("Say what the applicant can do against the refusal."), field="remedy")
    decision = Decision.objects.create(
        application=held.application,
        step=step,
        number=next_number(SERIES, held.now),
        outcome=outcome,
        decided_by=actor,
        decided_at=held.now,
        effective_on=today,
        expires_on=_end(held, outcome, today),
        ground=verdict.ground.strip(),
        remedy=remedy,
        objection_until=today + timedelta(days=held.book.objection_days),
        rule=_rule_shown(held),
    )
    add_event(
        held.application,
        EventKind.DECIDED,
        at=held.now,
        actor=actor,
        outcome=str(outcome),
        number=decision.number,
    )
    audit.record("eservices.decided", held.application, actor=actor, outcome=str(outcome))


def _end(held: Held, outcome: Outcome, today: date) -> date | None:
    years = held.book.grants.get("years")
    return ends_on(today, int(years)) if outcome == Outcome.GRANTED and years else None


def _rule_shown(held: Held) -> str:
    drafts = [
        step.result.get("rule", "")
        for step in held.steps
        if step.kind == StepKind.DRAFT and step.status == StepStatus.DONE
    ]
    return str(drafts[-1]) if drafts else ""
