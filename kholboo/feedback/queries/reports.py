"""Counting the quarterly tables, the cases behind a number, and the reports that were sent.

What each number means stands in `report_form.py`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.models import Office
from kholboo.agency.queries import offices
from kholboo.core.errors import NotFound
from kholboo.feedback.models import Case, SentReport
from kholboo.feedback.queries.desk import Reach, reach_of, visible_cases
from kholboo.feedback.queries.report_form import (
    KIND_NAMES,
    Column,
    Line,
    Report,
    condition,
    is_in,
)
from kholboo.feedback.queries.standing import Period, received_in, with_standing
from kholboo.feedback.rules import CaseKind

READ_REPORTS = "feedback.read_reports"


def report_reach(user: User) -> Reach:
    """For which places this person reads reports."""
    return reach_of(user, READ_REPORTS)


def report_offices(user: User) -> list[Office]:
    """The offices that are lines of this person's report, in their order."""
    reach = report_reach(user)
    found = offices()
    return list(found if reach.is_everywhere else found.filter(pk__in=reach.offices))


def report_office(user: User, slug: str) -> Office | None:
    """The office an address names; None for no name. NotFound for one this person reads not.

    Who reads one office alone reads that one, named or not.
    """
    found = report_offices(user)
    if not slug:
        return found[0] if len(found) == 1 else None
    named = next((office for office in found if office.slug == slug), None)
    if named is None:
        raise NotFound(_("There is no such office in your reports."), office=slug)
    return named


def quarterly(user: User, period: Period, *, office: Office | None = None) -> Report:
    """The tables this person may read, counted now, in one question; `office` narrows them."""
    places = [office] if office else report_offices(user)
    rows = _counted(with_standing(received_in(cases_of(user, office), period), period.as_of))
    by_office: dict[int, Counter[Column]] = {}
    by_kind: dict[str, Counter[Column]] = {}
    for office_id, kind, channel, standing, count in rows:
        cell = Counter({column: count for column in Column if is_in(column, standing, channel)})
        by_office.setdefault(office_id, Counter()).update(cell)
        by_kind.setdefault(kind, Counter()).update(cell)
    return Report(
        period=period,
        offices=[
            Line(place.slug, place.name_mn, place.name_en, by_office.get(place.pk, Counter()))
            for place in places
        ],
        kinds=[
            Line(kind.value, *KIND_NAMES[kind], by_kind.get(kind.value, Counter()))
            for kind in CaseKind
        ],
    )


def cases_behind(
    user: User, period: Period, column: Column, *, office: Office | None = None, kind: str = ""
) -> QuerySet[Case]:
    """The cases a cell counts, as far as this person may read them, newest first."""
    cases = with_standing(received_in(cases_of(user, office), period), period.as_of)
    cases = cases.filter(condition(column), pk__in=visible_cases(user).values("pk"))
    return cases.filter(kind=kind) if kind else cases


def cases_of(user: User, office: Office | None) -> QuerySet[Case]:
    reach = report_reach(user)
    cases = Case.objects.all()
    if not reach.is_everywhere:
        cases = cases.filter(office_id__in=reach.offices)
    return cases.filter(office=office) if office else cases


def _counted(cases: QuerySet[Case]) -> Iterator[tuple[int, str, str, str, int]]:
    cell = ("office_id", "kind", "channel", "standing")
    yield from (
        cases.order_by().values(*cell).annotate(count=Count("pk")).values_list(*cell, "count")
    )


def to_contents(report: Report) -> dict[str, Any]:
    """The report as plain values that can be kept for good."""
    return {
        "offices": [_line_out(line) for line in report.offices],
        "kinds": [_line_out(line) for line in report.kinds],
    }


def from_contents(period: Period, contents: dict[str, Any]) -> Report:
    """The report as it was kept."""
    return Report(
        period=period,
        offices=[_line_in(line) for line in contents["offices"]],
        kinds=[_line_in(line) for line in contents["kinds"]],
    )


def _line_out(line: Line) -> dict[str, Any]:
    counts = {str(column): line.counts[column] for column in Column}
    return {"key": line.key, "mn": line.name_mn, "en": line.name_en, "counts": counts}


def _line_in(kept: dict[str, Any]) -> Line:
    counts = Counter({Column(name): count for name, count in kept["counts"].items()})
    return Line(kept["key"], kept["mn"], kept["en"], counts)


def sent_reports(user: User) -> QuerySet[SentReport]:
    """Reports that went out, of the places whose reports this person reads; newest first."""
    reach = report_reach(user)
    found = SentReport.objects.select_related("office")
    return found if reach.is_everywhere else found.filter(office_id__in=reach.offices)


def sent_report_for(user: User, report_id: int) -> SentReport:
    """One report that went out. NotFound for another office's."""
    sent = sent_reports(user).filter(pk=report_id).first()
    if sent is None:
        raise NotFound(_("There is no such report."), report=report_id)
    return sent


@dataclass(frozen=True)
class Change:
    """A number that would be another if the report were counted now."""

    line: Line
    column: Column
    sent: int
    now: int


def changes_since(sent: Report, now: Report) -> list[Change]:
    """What differs between a report as it was sent and the same one counted now, by office."""
    fresh = {line.key: line.counts for line in now.offices}
    return [
        Change(line, column, line.counts[column], fresh.get(line.key, Counter())[column])
        for line in sent.offices
        for column in Column
        if column != Column.CAME and line.counts[column] != fresh.get(line.key, Counter())[column]
    ]
