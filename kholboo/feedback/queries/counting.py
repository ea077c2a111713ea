"""How a due date was counted, in sentences a person can follow.

Shown by `feedback/parts/counting.html` on receipts, on the citizen's own page and at the desk.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kholboo.agency.calendar import WorkingCalendar
from kholboo.agency.models import Office
from kholboo.core import clock
from kholboo.core.formats.days import day_long
from kholboo.feedback.models import Case, TermRule
from kholboo.feedback.queries.terms import calendar_for, due_under, extension_of, pauses_of
from kholboo.feedback.term import DayUnit, Due, Pause, Step, StepKind

FIRST_ROUND = 1


@dataclass(frozen=True)
class Counting:
    """A due date with its explanation. `start` and `due.on` are days of the office's own zone."""

    start: date
    due: Due
    lines: list[str]
    basis: str
    is_confirmed: bool


def counting_of(case: Case, *, now: datetime) -> Counting | None:
    """How the present round's due date came about; None where the law gives no term."""
    if case.rule is None:
        return None
    return counting_under(
        case.rule,
        office=case.office,
        started=case.clock_started_at,
        pauses=pauses_of(case),
        extension=extension_of(case),
        is_reopened=case.round > FIRST_ROUND,
        now=now,
    )


def counting_under(  # noqa: PLR0913  # the facts of term.count, and the round
    rule: TermRule,
    *,
    office: Office,
    started: datetime,
    now: datetime,
    pauses: list[Pause] | None = None,
    extension: int = 0,
    is_reopened: bool = False,
) -> Counting:
    """The same for a clock that is not a case's: an example, or a case about to be sent."""
    calendar = calendar_for(started, now=now)
    due = due_under(
        rule,
        office=office,
        started=started,
        pauses=pauses or [],
        extension=extension,
        calendar=calendar,
        now=now,
    )
    lines = [_line(step, calendar, is_reopened=is_reopened) for step in due.steps]
    if office.zone != clock.ULAANBAATAR:
        lines.append(_("Days are counted on the clock of the office's own aimag."))
    return Counting(
        start=clock.local_date(started, office.zone),
        due=due,
        lines=lines,
        basis=basis_of(rule),
        is_confirmed=rule.is_confirmed,
    )


def basis_of(rule: TermRule) -> str:
    """The law behind the term, in the language of the page."""
    return rule.basis_en if get_language() == "en" else rule.basis_mn


def _line(step: Step, calendar: WorkingCalendar, *, is_reopened: bool) -> str:
    sentences = {
        StepKind.STARTED: _reopened if is_reopened else _started,
        StepKind.TERM: _term,
        StepKind.EXTENDED: _extended,
        StepKind.PAUSED: _paused,
        StepKind.SUSPENDED: _suspended,
        StepKind.DUE: _due,
    }
    plain = sentences.get(step.kind)
    if plain:
        return plain(step)
    return _days_off(step, calendar) if step.kind == StepKind.DAYS_OFF else _rolled(step, calendar)


def _started(step: Step) -> str:
    return _("Received: %(day)s. Counting begins on the next day.") % {"day": day_long(step.day)}


def _reopened(step: Step) -> str:
    return _("Reopened: %(day)s. Counting begins anew on the next day.") % {
        "day": day_long(step.day)
    }


def _term(step: Step) -> str:
    if step.unit == DayUnit.WORKING:
        words = ngettext(
            "The term is %(days)d working day: weekends and holidays do not count.",
            "The term is %(days)d working days: weekends and holidays do not count.",
            step.days,
        )
    else:
        words = ngettext(
            "The term is %(days)d day: weekends and holidays count too.",
            "The term is %(days)d days: weekends and holidays count too.",
            step.days,
        )
    return words % {"days": step.days}


def _extended(step: Step) -> str:
    words = ngettext(
        "The head of the office gave %(days)d more day and told you why.",
        "The head of the office gave %(days)d more days and told you why.",
        step.days,
    )
    return words % {"days": step.days}


def _paused(step: Step) -> str:
    words = ngettext(
        "Not counted while we waited for your reply: %(span)s, %(days)d day.",
        "Not counted while we waited for your reply: %(span)s, %(days)d days.",
        step.days,
    )
    return words % {"span": _span(step), "days": step.days}


def _suspended(step: Step) -> str:
    words = ngettext(
        "Not counted while the case was suspended: %(span)s, %(days)d day.",
        "Not counted while the case was suspended: %(span)s, %(days)d days.",
        step.days,
    )
    return words % {"span": _span(step), "days": step.days}


def _days_off(step: Step, calendar: WorkingCalendar) -> str:
    names = _holidays(step, calendar)
    facts = {"days": step.days, "span": _span(step), "names": ", ".join(names)}
    if not names:
        words = ngettext(
            "Not counted: %(days)d weekend day in %(span)s.",
            "Not counted: %(days)d weekend days in %(span)s.",
            step.days,
        )
    else:
        words = ngettext(
            "Not counted: %(days)d day off in %(span)s (weekends and %(names)s).",
            "Not counted: %(days)d days off in %(span)s (weekends and %(names)s).",
            step.days,
        )
    return words % facts


def _rolled(step: Step, calendar: WorkingCalendar) -> str:
    return _(
        "The last day would be a day off: %(day)s (%(name)s). "
        "The term then ends on the next working day."
    ) % {"day": day_long(step.day), "name": calendar.name_of(step.day)}


def _due(step: Step) -> str:
    return _("The last day to answer: %(day)s, until midnight.") % {
        "day": day_long(step.day, with_weekday=True)
    }


def _span(step: Step) -> str:
    last = step.last or step.day
    return day_long(step.day) if last == step.day else f"{day_long(step.day)} – {day_long(last)}"


def _holidays(step: Step, calendar: WorkingCalendar) -> list[str]:
    """Names of the holidays among the days left out, each once, in their order."""
    last = step.last or step.day
    days = (step.day + timedelta(days=n) for n in range((last - step.day).days + 1))
    off = (day for day in days if day in calendar.special and not calendar.is_working(day))
    return list(dict.fromkeys(calendar.name_of(day) for day in off))
