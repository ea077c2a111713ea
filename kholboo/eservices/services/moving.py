"""Writing what the engine says: steps that open, close and end, in the transaction of the change."""

from collections.abc import Iterable
from typing import Any

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.eservices.book import StepRule, role_in
from kholboo.eservices.engine.graph import Counting, NodeKind
from kholboo.eservices.engine.walking import Moves, Token, begin, complete, fire, node_of
from kholboo.eservices.models import Step, StepTimer
from kholboo.eservices.queries.facts import token_of
from kholboo.eservices.rules import (
    ApplicationState,
    EventKind,
    Outcome,
    StepKind,
    StepStatus,
)
from kholboo.eservices.services.acting import act
from kholboo.eservices.services.holding import Held
from kholboo.eservices.services.paying import ask_fee, let_go_later
from kholboo.eservices.services.story import add_event
from kholboo.eservices.term import ONE_DAY, Term


def start(held: Held, *, actor: User | None) -> None:
    """The first steps of a new application."""
    _write(held, begin(held.bundle.graphs, held.facts()), actor=actor)


def finish(held: Held, step: Step, result: dict[str, Any], *, actor: User | None) -> None:
    """Close a waiting step of a held application and go on from there.

    Raises the engine's refusals (no way on, no rule): then nothing is written at all.
    """
    waiting = [token_of(row) for row in held.waiting]
    past = [token_of(row) for row in held.steps if row.status != StepStatus.WAITING]
    _close(held, [step], StepStatus.DONE, actor=actor, result=result)
    moves = complete(held.bundle.graphs, waiting, token_of(step), held.facts(result), past=past)
    facts: dict[str, Any] = {"node": step.node}
    if "outcome" in result:
        facts["outcome"] = result["outcome"]
    if step.item is not None:
        facts["item"] = step.item + 1
    # That a fee was paid its own line says already, and only a rule of the manifest has a name.
    if step.kind != StepKind.PAYMENT:
        add_event(held.application, EventKind.STEP_DONE, at=held.now, actor=actor, **facts)
    audit.record("eservices.step_done", held.application, actor=actor, **facts)
    _write(held, moves, actor=actor)


def ring(held: Held, timer: StepTimer, step: Step) -> None:
    """A timer of a waiting step ran out: it fires once, and one that interrupts ends the step."""
    waiting = [token_of(row) for row in held.waiting]
    past = [token_of(row) for row in held.steps if row.status != StepStatus.WAITING]
    timer.fired_at = held.now
    timer.save(update_fields=["fired_at"])
    moves = fire(held.bundle.graphs, waiting, token_of(step), timer.timer, held.facts(), past=past)
    drawn = node_of(held.bundle.graphs, token_of(step)).timers
    if any(one.id == timer.timer and one.interrupting for one in drawn):
        _close(held, [step], StepStatus.CANCELLED, actor=None)
    add_event(held.application, EventKind.LATE, at=held.now, node=step.node)
    audit.record("eservices.step_late", held.application, actor=None, node=step.node)
    _write(held, moves, actor=None)


def cancel_all(held: Held, *, actor: User | None) -> None:
    """Nothing is waited for any more."""
    _close(held, held.waiting, StepStatus.CANCELLED, actor=actor)


def _write(held: Held, moves: Moves, *, actor: User | None) -> None:
    by_token = {token_of(step): step for step in held.steps}
    _close(held, [by_token[t] for t in moves.cancelled], StepStatus.CANCELLED, actor=None)
    _close(held, [by_token[t] for t in moves.passed], StepStatus.DONE, actor=None, result={})
    opened = _open(held, moves.opened)
    for one in moves.actions:
        act(one.action, held, actor=actor)
    if moves.ended is not None:
        end(held, end_of(held), actor=actor)
    for step in opened:
        if step.kind == StepKind.PAYMENT:
            ask_fee(held, step, actor=actor)


def end(held: Held, outcome: Outcome, *, actor: User | None) -> None:
    application = held.application
    application.state, application.outcome = ApplicationState.ENDED, outcome
    application.ended_at = held.now
    application.save(update_fields=["state", "outcome", "ended_at"])
    if outcome == Outcome.LAPSED:
        add_event(application, EventKind.LAPSED, at=held.now, actor=actor)
        audit.record("eservices.lapsed", application, actor=actor)


def end_of(held: Held) -> Outcome:
    """What the drawing's end means: the decision if there is one, else it lapsed."""
    decided = next(
        (
            step.result.get("outcome")
            for step in reversed(held.steps)
            if step.kind == StepKind.DECIDE and step.status == StepStatus.DONE
        ),
        None,
    )
    return Outcome(decided) if decided in Outcome.values else Outcome.LAPSED


def _close(
    held: Held,
    steps: list[Step],
    status: StepStatus,
    *,
    actor: User | None,
    result: dict[str, Any] | None = None,
) -> None:
    if not steps:
        return
    # All of them become the same, so one plain statement does.
    said: dict[str, Any] = {"status": status, "done_at": held.now}
    if status == StepStatus.DONE:
        said |= {"done_by": actor, "result": result or {}}
    Step.objects.filter(pk__in=[step.pk for step in steps]).update(**said)
    for step in steps:
        for name, value in said.items():
            setattr(step, name, value)
    if status == StepStatus.CANCELLED:
        let_go_later([step for step in steps if step.kind == StepKind.PAYMENT])
    # The timers of a step go with it; most steps have none.
    drawn = [step.pk for step in steps if node_of(held.bundle.graphs, token_of(step)).timers]
    if drawn:
        StepTimer.objects.filter(step__in=drawn, fired_at__isnull=True).delete()


def _open(held: Held, tokens: Iterable[Token]) -> list[Step]:
    steps = [_step(held, token) for token in tokens]
    if not steps:
        return []
    Step.objects.bulk_create(steps)
    held.steps += steps
    timers = [timer for step in steps for timer in timers_of(held, step)]
    if timers:
        StepTimer.objects.bulk_create(timers)
    return steps


def _step(held: Held, token: Token) -> Step:
    node = node_of(held.bundle.graphs, token)
    office = held.application.office
    rule = held.book.step(token.node) if node.kind is NodeKind.TASK else None
    return Step(
        application=held.application,
        scope=token.scope,
        node=token.node,
        visit=token.visit,
        item=token.item,
        kind=_kind(node.kind, rule),
        role=role_in(rule.role, is_head_office=office.is_head) if rule else "",
        office=office,
        assignee_id=_named(held, rule),
        opened_at=held.now,
        due_on=held.due(rule.term, started=held.now, pauses=[]) if rule and rule.term else None,
    )


def _kind(drawn: NodeKind, rule: StepRule | None) -> StepKind:
    if rule is not None:
        return rule.kind
    return StepKind.CALL if drawn is NodeKind.CALL else StepKind.PAYMENT


def _named(held: Held, rule: StepRule | None) -> int | None:
    """The expert whom the assignment named; nobody for other steps."""
    if rule is None or rule.kind != StepKind.EXPERT:
        return None
    named = [
        step.result.get("expert")
        for step in held.steps
        if step.kind == StepKind.ASSIGN and step.status == StepStatus.DONE
    ]
    return named[-1] if named else None


def timers_of(held: Held, step: Step) -> Iterable[StepTimer]:
    """Timers of a step as they begin now, not written yet."""
    for timer in node_of(held.bundle.graphs, token_of(step)).timers:
        term = Term(timer.days, timer.counting is Counting.WORKING)
        due = held.due(term, started=held.now, pauses=[])
        yield StepTimer(step=step, timer=timer.id, fires_on=due + ONE_DAY)
