"""One held application, taken to another version: its steps by their new names, every day kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F

from kholboo.audit import services as audit
from kholboo.eservices.book import role_in
from kholboo.eservices.engine.walking import Token, node_of
from kholboo.eservices.models import Step, StepTimer, Transfer
from kholboo.eservices.queries.facts import token_of
from kholboo.eservices.queries.judging import Judge, Judgement
from kholboo.eservices.rules import EventKind
from kholboo.eservices.services import carrying
from kholboo.eservices.services.holding import Held
from kholboo.eservices.services.moving import timers_of
from kholboo.eservices.services.story import add_event

# Added to the visits of renamed steps while they change places with each other.
APART = 10_000


def relocate(held: Held, transfer: Transfer, judge: Judge, judged: Judgement) -> None:
    """In the caller's transaction, which holds the application; `judged` says that it may."""
    application = held.application
    before = {step.pk: token_of(step) for step in held.steps}
    carried = dict(application.carried)
    carried.setdefault("term", carrying.kept_whole(held))
    carried["steps"] = {
        str(step.pk): carrying.kept(carrying.term_of_step(held, step)) for step in held.waiting
    }
    timers = list(StepTimer.objects.filter(step__in=held.waiting).select_related("step"))
    kept = {timer.pk: carrying.term_of_timer(held, timer, _of(held, timer)) for timer in timers}
    application.version = transfer.after
    held.bundle, held.book = judge.after.bundle, judge.after.book
    _rename(held, judge, dict(judged.moved))
    carried["timers"] = {
        str(pk): carrying.kept_timer(term, since) for pk, (term, since) in kept.items()
    } | _with_new_timers(held, timers)
    carried["gone"] = {**carried.get("gone", {}), **_gone(judge, before.values())}
    application.carried = carried
    application.save(update_fields=["version", "carried"])
    old, new, order = transfer.before.number, transfer.after.number, transfer.order_number
    add_event(application, EventKind.MOVED, at=held.now, order=order, before=old, after=new)
    audit.record(
        "eservices.application_moved",
        application,
        actor=transfer.approved_by,
        order=order,
        before=old,
        after=new,
    )


def _rename(held: Held, judge: Judge, moved: Mapping[Token, Token]) -> None:
    """Ids and roles of the new version. Whoever has a step in hand keeps it while the role stays."""
    named = []
    for step in held.steps:
        old = token_of(step)
        new = moved.get(old) or judge.renamed(old)
        if new != old:
            step.scope, step.node, step.visit, step.item = new.scope, new.node, new.visit, new.item
            named.append(step)
    if named:
        rows = Step.objects.filter(pk__in=[step.pk for step in named])
        rows.update(visit=F("visit") + APART)
        Step.objects.bulk_update(named, ["scope", "node", "visit", "item"])
    changed = [step for step in held.waiting if _takes_role(held, step)]
    if changed:
        Step.objects.bulk_update(changed, ["role", "assignee", "taken_at"])


def _takes_role(held: Held, step: Step) -> bool:
    rule = held.book.steps.get(step.node)
    role = role_in(rule.role, is_head_office=held.application.office.is_head) if rule else ""
    if role == step.role:
        return False
    step.role, step.assignee, step.taken_at = role, None, None
    return True


def _with_new_timers(held: Held, timers: list[StepTimer]) -> dict[str, Any]:
    """A timer that the new version has too keeps its day; one it has not goes; a new one counts
    from now."""
    waiting = held.waiting
    drawn = {
        step.pk: {one.id for one in node_of(held.bundle.graphs, token_of(step)).timers}
        for step in waiting
    }
    gone = [
        timer.pk
        for timer in timers
        if timer.fired_at is None and timer.timer not in drawn[timer.step_id]
    ]
    StepTimer.objects.filter(pk__in=gone).delete()
    known = {(timer.step_id, timer.timer) for timer in timers}
    new = [
        timer
        for step in waiting
        for timer in timers_of(held, step)
        if (step.pk, timer.timer) not in known
    ]
    StepTimer.objects.bulk_create(new)
    terms = {
        one.id: carrying.of_timer(one)
        for step in waiting
        for one in node_of(held.bundle.graphs, token_of(step)).timers
    }
    return {str(row.pk): carrying.kept_timer(terms[row.timer], held.now) for row in new}


def _gone(judge: Judge, tokens: Iterable[Token]) -> dict[str, Any]:
    """What the old version said of steps that the new one has not: the story still names them."""
    steps = judge.before.book.raw["steps"]
    names = {token.node for token in tokens} - set(judge.after.book.steps)
    return {name: steps[name] for name in sorted(names) if name in steps}


def _of(held: Held, timer: StepTimer) -> Step:
    return next(step for step in held.steps if step.pk == timer.step_id)
