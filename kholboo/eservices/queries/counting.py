"""How the due date of an application was counted, in sentences a person can follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kholboo.agency.calendar import WorkingCalendar
from kholboo.agency.queries import working_calendar
from kholboo.core import clock
from kholboo.core.formats.days import day_long
from kholboo.eservices.models import Application, Pause
from kholboo.eservices.queries.bundles import read_of
from kholboo.eservices.rules import PauseKind
from kholboo.eservices.term import LOOK_AHEAD, Due, Stretch, Term, count, stood_still


@dataclass(frozen=True)
class Counting:
    """The due date with its explanation; `is_sample` where no source confirms the term."""

    on: date
    lines: list[str]
    is_sample: bool


def counting_of(
    application: Application, pauses: Sequence[Pause], *, now: datetime
) -> Counting | None:
    """From the receipt to the last day; None once it ended, for then no day is waited for."""
    if not application.is_open or application.due_on is None:
        return None
    book, zone = read_of(application).book, application.office.zone
    first = application.submitted_at.date() - timedelta(days=1)
    calendar = working_calendar(first, now.date() + LOOK_AHEAD)
    due = count(
        book.term,
        started=application.submitted_at,
        pauses=[Stretch(pause.started_at, pause.ended_at) for pause in pauses],
        is_working=calendar.is_working,
        zone=zone,
        now=now,
    )
    lines = [
        _("Received: %(day)s. Counting begins on the next day.") % {"day": day_long(due.first)},
        _term(book.term),
        *(_paused(pause, due, application, now) for pause in pauses),
        _days_off(due, calendar),
        _last(due, is_moving=any(pause.ended_at is None for pause in pauses)),
    ]
    if zone != clock.ULAANBAATAR:
        lines.append(_("Days are counted on the clock of the office's own aimag."))
    return Counting(due.on, [line for line in lines if line], book.is_term_sample)


def _term(term: Term) -> str:
    if term.is_working:
        words = ngettext(
            "The term is %(days)d working day: weekends and holidays do not count.",
            "The term is %(days)d working days: weekends and holidays do not count.",
            term.days,
        )
    else:
        words = ngettext(
            "The term is %(days)d day: weekends and holidays count too.",
            "The term is %(days)d days: weekends and holidays count too.",
            term.days,
        )
    return words % {"days": term.days}


def _paused(pause: Pause, due: Due, application: Application, now: datetime) -> str:
    stretch = [(pause.started_at, pause.ended_at or max(now, pause.started_at))]
    days = [day for day in due.paused if stood_still(day, stretch, application.office.zone)]
    if not days:
        return ""
    if pause.kind == PauseKind.COMPLETION:
        words = ngettext(
            "Not counted while the papers were being completed: %(span)s, %(days)d day.",
            "Not counted while the papers were being completed: %(span)s, %(days)d days.",
            len(days),
        )
    else:
        words = ngettext(
            "Not counted while the work was suspended: %(span)s, %(days)d day.",
            "Not counted while the work was suspended: %(span)s, %(days)d days.",
            len(days),
        )
    return words % {"span": _span(days), "days": len(days)}


def _days_off(due: Due, calendar: WorkingCalendar) -> str:
    if not due.days_off:
        return ""
    special = [day for day in due.days_off if day in calendar.special]
    names = list(dict.fromkeys(calendar.name_of(day) for day in special))
    facts = {"days": len(due.days_off), "span": _span(due.days_off), "names": ", ".join(names)}
    if not names:
        words = ngettext(
            "Not counted: %(days)d weekend day in %(span)s.",
            "Not counted: %(days)d weekend days in %(span)s.",
            len(due.days_off),
        )
    else:
        words = ngettext(
            "Not counted: %(days)d day off in %(span)s (weekends and %(names)s).",
            "Not counted: %(days)d days off in %(span)s (weekends and %(names)s).",
            len(due.days_off),
        )
    return words % facts


def _last(due: Due, *, is_moving: bool) -> str:
    day = day_long(due.on, with_weekday=True)
    if is_moving:
        return _("If the work went on today, the last day to decide would be %(day)s.") % {
            "day": day
        }
    return _("The last day to decide: %(day)s, until midnight.") % {"day": day}


def _span(days: Sequence[date]) -> str:
    first, last = days[0], days[-1]
    return day_long(first) if first == last else f"{day_long(first)} – {day_long(last)}"
