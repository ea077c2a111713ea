"""Starting, stopping and recounting the clock of a locked case."""

from datetime import date, datetime

from django.db import transaction

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.feedback.models import Case, ClockInterval
from kholboo.feedback.queries.terms import (
    all_rules,
    calendar_for,
    due_of,
    due_under,
    extensions_in,
    in_force,
    pauses_in,
    rule_for,
)
from kholboo.feedback.rules import OPEN, EventKind
from kholboo.feedback.services.timeline import add_event

BATCH = 500


def switch(case: Case, *, is_running: bool, now: datetime, reason: str, actor: User | None) -> None:
    """End the open interval and begin another; recount the due date onto the case (unsaved)."""
    stop(case, now=now)
    ClockInterval.objects.create(
        case=case,
        round=case.round,
        is_running=is_running,
        started_at=now,
        reason=reason,
        actor=actor,
    )
    recount(case, now=now)


def stop(case: Case, *, now: datetime) -> None:
    """The case is answered or withdrawn: nothing is counted any more."""
    ClockInterval.objects.filter(case=case, ended_at__isnull=True).update(ended_at=now)


def start_round(case: Case, *, now: datetime, actor: User | None) -> None:
    """Reopened: a new round with a term of its own, under the rule of that day."""
    case.round += 1
    case.clock_started_at = now
    if case.rule is not None:
        case.rule = rule_for(case.kind, clock.local_date(now, case.office.zone)) or case.rule
    switch(case, is_running=True, now=now, reason="reopened", actor=actor)


def recount(case: Case, *, now: datetime) -> None:
    due = due_of(case, now=now)
    case.due_on, case.due_at = (due.on, due.at) if due else (None, None)


def recompute_open_cases(*, reason: str, actor: User | None = None) -> int:
    """Recount every open case after a holiday or a rule changed; returns how many moved.

    Small transactions over locked rows, in key order: it can be stopped and run again, and a
    case that already has the right date is left alone. Each moved date is audited with before
    and after, and told in the case's story.
    """
    moved, last = 0, 0
    while True:
        batch_moved, last = _recompute_batch(after=last, reason=reason, actor=actor)
        moved += batch_moved
        if not last:
            return moved


@transaction.atomic
def _recompute_batch(*, after: int, reason: str, actor: User | None) -> tuple[int, int]:
    now = clock.now()
    cases = list(
        Case.objects.select_for_update(of=("self",))
        .filter(status__in=OPEN, rule__isnull=False, pk__gt=after)
        .select_related("office", "rule")
        .order_by("pk")[:BATCH]
    )
    moved = _move(cases, now=now, reason=reason, actor=actor) if cases else 0
    return moved, cases[-1].pk if cases else 0


def _move(cases: list[Case], *, now: datetime, reason: str, actor: User | None) -> int:
    calendar = calendar_for(min(case.clock_started_at for case in cases), now=now)
    book, stretches, extensions = all_rules(), pauses_in(cases), extensions_in(cases)
    moved = 0
    for case in cases:
        before, rule_before = case.due_on, case.rule_id
        day = clock.local_date(case.clock_started_at, case.office.zone)
        rule = in_force(book, case.kind, day) or case.rule
        if rule is None:
            continue
        due = due_under(
            rule,
            office=case.office,
            started=case.clock_started_at,
            pauses=stretches.get(case.pk, []),
            extension=extensions.get(case.pk, 0),
            calendar=calendar,
            now=now,
        )
        case.rule, case.due_on, case.due_at = rule, due.on, due.at
        if (due.on, rule.pk) == (before, rule_before):
            continue
        case.save(update_fields=["due_on", "due_at", "rule"])
        if due.on != before:
            _tell_move(case, before=before, now=now, reason=reason, actor=actor)
            moved += 1
    return moved


def _tell_move(
    case: Case, *, before: date | None, now: datetime, reason: str, actor: User | None
) -> None:
    was = before.isoformat() if before else None
    will_be = case.due_on.isoformat() if case.due_on else None
    add_event(
        case,
        EventKind.TERM_CHANGED,
        at=now,
        actor=actor,
        before=was,
        after=will_be,
        reason=reason,
    )
    audit.record(
        "feedback.term_changed", case, actor=actor, before=was, after=will_be, reason=reason
    )
