"""Starting, stopping and recounting the clock of a locked case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from kholboo.accounts.models import User
from kholboo.agency.queries import offices
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.jobs import schedule
from kholboo.feedback.models import Case, CaseEvent, ClockInterval, TermRule
from kholboo.feedback.models.hotline import CallResult
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
from kholboo.feedback.services.timeline import add_events
from kholboo.feedback.term import Due, PauseKind

BATCH = 2_000
# What a recount reads of a case: a text may be ten thousand letters.
COUNTED_BY = (
    "kind",
    "round",
    "clock_started_at",
    "due_on",
    "due_at",
    "rule",
    "office",
)
# Countings of one run by rule, first day, zone and extension: thousands of cases share each.
Known = dict[tuple[int, date, str, int], Due]
# Why dates moved when a rule of the law did: then each citizen is told. A new day off moves every
# date by the same day and is read on the case's page.
RULE = "rule"


@dataclass(frozen=True)
class Foreseen:
    """What a rule that is not in force yet would move: so many open cases, so many of them to an
    earlier day than the one their citizens were promised.
    """

    cases: int
    earlier: int


def switch(
    case: Case,
    *,
    to: PauseKind | None,
    now: datetime,
    reason: str,
    actor: User | None,
) -> None:
    """End the open interval and begin another; recount the due date onto the case (unsaved).

    `to` is the pause that begins; None: work goes on.
    """
    stop(case, now=now)
    ClockInterval.objects.create(
        case=case,
        round=case.round,
        is_running=to is None,
        pause=to or "",
        started_at=now,
        reason=reason,
        actor=actor,
    )
    recount(case, now=now)


def stop(case: Case, *, now: datetime) -> None:
    """The case has ended: its last due date is settled (unsaved), nothing is counted any more.

    A standing clock gave days since the last counting; they belong to the case, and reports read
    them from the row for every instant before the end.
    """
    ClockInterval.objects.filter(case=case, ended_at__isnull=True).update(ended_at=now)
    recount(case, now=now)


def start_round(case: Case, *, now: datetime, actor: User | None) -> None:
    """Reopened: a new round with a term of its own, under the rule of that day."""
    case.round += 1
    case.clock_started_at = now
    case.escalated_at = case.unhappy_at = None
    # A caller whose question was settled on the spot was asked for no name; coming back with it,
    # they get the term everybody has.
    if case.rule is not None or case.calls.filter(became=CallResult.CONSULTATION).exists():
        case.rule = rule_for(case.kind, clock.local_date(now, case.office.zone)) or case.rule
    switch(case, to=None, now=now, reason="reopened", actor=actor)


def recount(case: Case, *, now: datetime) -> None:
    due = due_of(case, now=now)
    case.due_on, case.due_at = (due.on, due.at) if due else (None, None)


def foresee(rule: TermRule) -> Foreseen:
    """What the unsaved `rule` would do to open cases; nothing is changed."""
    now, book, known = clock.now(), [rule, *all_rules()], Known()
    moved = earlier = last = 0
    # Offices count in their own zones: a day more is looked at, and found to stay as it is.
    since = datetime.combine(rule.valid_from, time(), clock.ULAANBAATAR) - timedelta(days=1)
    begun = Case.objects.filter(
        kind=rule.kind, status__in=OPEN, rule__isnull=False, clock_started_at__gte=since
    ).only(*COUNTED_BY)
    while cases := list(begun.filter(pk__gt=last).order_by("pk")[:BATCH]):
        befores = [case.due_on for case in cases]
        _count_all(cases, book=book, known=known, now=now)
        days = [(old, case.due_on) for old, case in zip(befores, cases, strict=True)]
        moved += sum(old != new for old, new in days)
        earlier += sum(bool(old and new and new < old) for old, new in days)
        last = cases[-1].pk
    return Foreseen(moved, earlier)


def recompute_open_cases(*, reason: str, actor: User | None = None) -> int:
    """Recount every open case after a holiday or a rule changed; returns how many moved.

    Transactions of some thousand locked rows, in key order: it can be stopped and run again,
    and a case that already has the right date is left alone. Each moved date is audited with
    before and after, and told in the case's story.
    """
    moved, last = 0, 0
    known: Known = {}
    while True:
        batch_moved, last = _recompute_batch(after=last, known=known, reason=reason, actor=actor)
        moved += batch_moved
        if not last:
            return moved


@transaction.atomic
def _recompute_batch(
    *, after: int, known: Known, reason: str, actor: User | None
) -> tuple[int, int]:
    now = clock.now()
    cases = list(
        Case.objects.select_for_update(of=("self",))
        .filter(status__in=OPEN, rule__isnull=False, pk__gt=after)
        .only(*COUNTED_BY)
        .order_by("pk")[:BATCH]
    )
    moved = _move(cases, known=known, now=now, reason=reason, actor=actor) if cases else 0
    return moved, cases[-1].pk if cases else 0


def _move(
    cases: list[Case], *, known: Known, now: datetime, reason: str, actor: User | None
) -> int:
    befores = {case.pk: (case.due_on, case.rule_id) for case in cases}
    _count_all(cases, book=all_rules(), known=known, now=now)
    changed = [case for case in cases if (case.due_on, case.rule_id) != befores[case.pk]]
    _write_dues(changed)
    facts = [
        (case, {"before": _day(befores[case.pk][0]), "after": _day(case.due_on), "reason": reason})
        for case in changed
        if case.due_on != befores[case.pk][0]
    ]
    add_events(facts, EventKind.TERM_CHANGED, at=now, actor=actor)
    audit.record_many("feedback.term_changed", facts, actor=actor)
    if reason == RULE and facts:
        _tell_all([case for case, _facts in facts], at=now)
    return len(facts)


def _tell_all(cases: list[Case], *, at: datetime) -> None:
    """Each citizen hears of the new day; the lines that say it were written at `at`."""
    lines = CaseEvent.objects.filter(case__in=cases, kind=EventKind.TERM_CHANGED, at=at)
    for event_id in lines.values_list("pk", flat=True):
        schedule("feedback.tell", event_id=event_id)


def _count_all(cases: list[Case], *, book: Sequence[TermRule], known: Known, now: datetime) -> None:
    """Put the right rule and due date onto the cases (unsaved).

    Cases that began on one day under one rule, without a pause, share one counting.
    """
    calendar = calendar_for(min(case.clock_started_at for case in cases), now=now)
    stretches, extensions = pauses_in(cases), extensions_in(cases)
    # Thousands of cases share few offices and rules: read once, not joined to each row.
    of_old, places = {rule.pk: rule for rule in book}, {office.pk: office for office in offices()}
    for case in cases:
        office = places[case.office_id]
        day = clock.local_date(case.clock_started_at, office.zone)
        rule = in_force(book, case.kind, day) or of_old.get(case.rule_id or 0)
        if rule is None:
            continue
        pauses = stretches.get(case.pk, [])
        extension = extensions.get(case.pk, 0)
        key = (rule.pk, day, office.time_zone, extension)
        due = known.get(key) if not pauses else None
        if due is None:
            due = due_under(
                rule,
                office=office,
                started=case.clock_started_at,
                pauses=pauses,
                extension=extension,
                calendar=calendar,
                now=now,
            )
            if not pauses:
                known[key] = due
        case.rule_id, case.due_on, case.due_at = rule.pk, due.on, due.at


def _write_dues(cases: list[Case]) -> None:
    """All rows in one statement: `bulk_update` writes a branch of CASE for each row and column."""
    columns: list[Any] = [
        [case.pk for case in cases],
        [case.due_on for case in cases],
        [case.due_at for case in cases],
        [case.rule_id for case in cases],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE feedback_case AS c SET due_on = v.due_on, due_at = v.due_at, rule_id = v.rule"
            " FROM unnest(%s::bigint[], %s::date[], %s::timestamptz[], %s::bigint[])"
            " AS v(id, due_on, due_at, rule) WHERE c.id = v.id",
            columns,
        )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
