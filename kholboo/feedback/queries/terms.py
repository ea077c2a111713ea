"""Which rule applies, and how a case's due date is counted."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from kholboo.agency.calendar import WorkingCalendar
from kholboo.agency.models import Office
from kholboo.agency.queries import working_calendar
from kholboo.core.snapshot import Snapshot
from kholboo.feedback.models import Case, ClockInterval, Extension, TermRule
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.term import DayUnit, Due, Pause, PauseKind, count

# No term with its pauses looks further than this; the calendar is loaded for so long.
LONGEST = timedelta(days=3 * 366)

_rules = Snapshot("feedback.terms", lambda: list(TermRule.objects.order_by()))


def rule_for(kind: CaseKind | str, day: date) -> TermRule | None:
    """The newest rule of `kind` that is valid on `day`; a shared row. None where there is none."""
    return in_force(_rules.get(), kind, day)


def in_force(rules: Iterable[TermRule], kind: CaseKind | str, day: date) -> TermRule | None:
    """The same, out of rows already read."""
    valid = [rule for rule in rules if rule.kind == kind and rule.is_valid_on(day)]
    return max(valid, key=lambda rule: rule.valid_from, default=None)


def rules_of_today(day: date) -> list[TermRule]:
    """One rule for each kind, for the public page that explains terms."""
    found = (rule_for(kind, day) for kind in CaseKind)
    return [rule for rule in found if rule]


def calendar_for(started: datetime, *, now: datetime) -> WorkingCalendar:
    """The days off that may matter to clocks that began at `started` or later, until `now`."""
    first = started.date() - timedelta(days=1)
    return working_calendar(first, now.date() + LONGEST)


def days_off_under(rule: TermRule, started: datetime, *, now: datetime) -> WorkingCalendar:
    """The same, but read only for a rule that looks at days off: most count every day."""
    if rule.unit == DayUnit.WORKING or rule.rolls_forward:
        return calendar_for(started, now=now)
    return WorkingCalendar(started.date() - timedelta(days=1), now.date() + LONGEST)


def pauses_of(case: Case) -> list[Pause]:
    """The stretches of the present round in which the work stood still."""
    return pauses_in([case]).get(case.pk, [])


def pauses_in(cases: Collection[Case]) -> dict[int, list[Pause]]:
    """The same for many cases in one query, by the key of the case.

    The round is the one on the object: a reopened case may not be saved yet.
    """
    rounds = {case.pk: case.round for case in cases}
    found: dict[int, list[Pause]] = defaultdict(list)
    for row in ClockInterval.objects.filter(case__in=cases, is_running=False):
        if row.round == rounds[row.case_id]:
            found[row.case_id].append(Pause(row.started_at, row.ended_at, PauseKind(row.pause)))
    return found


def extension_of(case: Case) -> int:
    return extensions_in([case]).get(case.pk, 0)


def extensions_in(cases: Collection[Case]) -> dict[int, int]:
    """Days given by the head in the present round, by the key of the case."""
    rounds = {case.pk: case.round for case in cases}
    rows = Extension.objects.filter(case__in=cases)
    return {row.case_id: row.days for row in rows if row.round == rounds[row.case_id]}


def due_of(case: Case, *, now: datetime) -> Due | None:
    """The due date of a saved case with the lines that explain it; None without a legal term."""
    if case.rule is None:
        return None
    return due_under(
        case.rule,
        office=case.office,
        started=case.clock_started_at,
        pauses=pauses_of(case),
        extension=extension_of(case),
        calendar=days_off_under(case.rule, case.clock_started_at, now=now),
        now=now,
    )


def due_under(  # noqa: PLR0913  # the same seven facts as term.count
    rule: TermRule,
    *,
    office: Office,
    started: datetime,
    pauses: list[Pause],
    extension: int,
    calendar: WorkingCalendar,
    now: datetime,
) -> Due:
    return count(
        rule.term,
        started=started,
        pauses=pauses,
        extension=extension,
        is_working=calendar.is_working,
        zone=office.zone,
        now=now,
    )


def all_rules() -> list[TermRule]:
    """Every rule, the newest of each kind first."""
    return list(TermRule.objects.order_by("kind", "-valid_from"))
