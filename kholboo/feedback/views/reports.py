"""The quarterly report: choose a period, read the tables, open a number into its cases."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.agency.models import Office
from kholboo.core import clock
from kholboo.feedback.forms.reports import Asked, PeriodForm, SendForm, asked_from, last_quarters
from kholboo.feedback.models import SentReport
from kholboo.feedback.queries import reports
from kholboo.feedback.queries.inbox import page_of
from kholboo.feedback.queries.report_form import (
    OUTCOMES,
    By,
    Column,
    Line,
    Report,
)
from kholboo.feedback.queries.standing import Period
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services.report_papers import parts, titles
from kholboo.feedback.services.reports import send_report
from kholboo.feedback.views.desk_lines import lines_of
from kholboo.feedback.views.kinds import KINDS

QUARTERS = 5


@dataclass(frozen=True)
class Cell:
    """A number of a table and the address of the cases behind it (none behind a zero)."""

    label: object
    count: int
    href: str


@dataclass(frozen=True)
class TableLine:
    name: str
    cells: list[Cell]
    percent: float | None

    @property
    def is_empty(self) -> bool:
        return not any(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """One of the tables as the page shows it."""

    title: object
    columns: list[object]
    lines: list[TableLine]
    total: TableLine
    percent_title: str = ""


@staff("feedback.read_reports")
@require_http_methods(["GET"])
def all_reports(request: StaffRequest) -> HttpResponse:
    """Which period, and what was sent before."""
    form = PeriodForm(request.GET) if "since_year" in request.GET else PeriodForm()
    today = clock.local_date(clock.now())
    if form.is_bound and form.is_valid():
        asked = Asked(form.period(), By.OFFICE)
        return redirect(f"{reverse('feedback:quarterly_report')}?{asked.address()}")
    facts = {
        "form": form,
        "quarters": [
            (period, Asked(period, By.OFFICE).address())
            for period in last_quarters(today, QUARTERS)
        ],
        "sent": reports.sent_reports(request.user)[:100],
    }
    return render(
        request, "feedback/reports/reports.html", facts, status=422 if form.errors else 200
    )


@staff("feedback.read_reports")
@require_GET
def quarterly_report(request: StaffRequest) -> HttpResponse:
    asked, office = asked_of(request)
    report = reports.quarterly(request.user, asked.period, office=office)
    return render(
        request,
        "feedback/reports/quarterly.html",
        {
            "tables": tables(report, asked, is_open=True),
            "period": asked.period,
            "asked": asked,
            "office": office,
            "offices": reports.report_offices(request.user),
            "is_empty": not report.total.counts[Column.RECEIVED],
            "address": asked.address(),
            "by_office": asked.address(by=""),
            "by_kind": asked.address(by=By.KIND),
            "form": SendForm(),
        },
    )


@staff("feedback.read_reports")
@require_GET
def report_cases(request: StaffRequest) -> HttpResponse:
    """The cases a number counts, as far as the reader may read them."""
    asked, office = asked_of(request)
    cases = reports.cases_behind(
        request.user, asked.period, asked.column, office=office, kind=asked.kind
    )
    page = page_of(cases.order_by("-received_at", "-pk"), asked.page, request.user)
    here = {"column": asked.column, "kind": asked.kind}
    return render(
        request,
        "feedback/reports/cases.html",
        {
            "title": asked.column.label,
            "period": asked.period,
            "office": office,
            "kind": KINDS[CaseKind(asked.kind)] if asked.kind else "",
            "page": page,
            "lines": lines_of(page.rows, clock.local_date(clock.now())),
            "address": asked.address(),
            "before": asked.address(**here, page=asked.page - 1),
            "after": asked.address(**here, page=asked.page + 1),
        },
    )


@staff("feedback.send_report")
@require_POST
def send(request: StaffRequest) -> HttpResponse:
    asked, office = asked_of(request)
    form = SendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The number of the letter is too long."))
        return redirect(f"{reverse('feedback:quarterly_report')}?{asked.address()}")
    if not form.cleaned_data["is_sure"]:
        return _asked_once_more(request, asked, office, form)
    sent = send_report(
        asked.period, office=office, letter=form.cleaned_data["letter"], actor=request.user
    )
    messages.success(request, _("The report is kept as it is now. Later changes do not touch it."))
    return redirect("feedback:sent_report", sent.pk)


def _asked_once_more(
    request: StaffRequest, asked: Asked, office: Office | None, form: SendForm
) -> HttpResponse:
    """What is kept for good, for which days, and loudly that these days are not over."""
    facts = {
        "period": asked.period,
        "office": office,
        "address": asked.address(),
        "letter": form.cleaned_data["letter"],
        "is_unfinished": asked.period.until >= clock.local_date(clock.now()),
    }
    return render(request, "feedback/reports/send.html", facts)


@staff("feedback.read_reports")
@require_GET
def sent_report(request: StaffRequest, report_id: int) -> HttpResponse:
    """A report as it was sent, and what would be different today."""
    sent = reports.sent_report_for(request.user, report_id)
    asked = Asked(period_of(sent), By.KIND if request.GET.get("by") == By.KIND else By.OFFICE)
    kept = kept_report(sent)
    now = reports.quarterly(request.user, asked.period, office=sent.office)
    return render(
        request,
        "feedback/reports/sent.html",
        {
            "sent": sent,
            "tables": tables(kept, asked, is_open=False),
            "period": asked.period,
            "asked": asked,
            "changes": reports.changes_since(kept, now),
        },
    )


def period_of(sent: SentReport) -> Period:
    return Period(sent.since, sent.until, sent.cutoff)


def kept_report(sent: SentReport) -> Report:
    return reports.from_contents(period_of(sent), sent.contents)


def asked_of(request: StaffRequest) -> tuple[Asked, Office | None]:
    asked = asked_from(request.GET, today=clock.local_date(clock.now()))
    return asked, reports.report_office(request.user, asked.office)


def tables(report: Report, asked: Asked, *, is_open: bool) -> list[Table]:
    """The two tables of the form, and what the form has no column for."""
    return [
        Table(
            title=title,
            columns=[column.label for column in columns],
            lines=[_line(line, columns, asked, is_open) for line in report.lines(asked.by)],
            total=_line(report.total, columns, asked, is_open),
            percent_title=titles(columns, asked.by)[-1] if columns == OUTCOMES else "",
        )
        for title, columns in parts()
    ]


def _line(line: Line, columns: tuple[Column, ...], asked: Asked, is_open: bool) -> TableLine:
    cells = [
        Cell(
            column.label,
            line.counts[column],
            _cases_address(line, column, asked) if is_open and line.counts[column] else "",
        )
        for column in columns
    ]
    return TableLine(line.name, cells, line.percent)


def _cases_address(line: Line, column: Column, asked: Asked) -> str:
    narrowed = {"kind" if asked.by == By.KIND else "office": line.key} if line.key else {}
    return f"{reverse('feedback:report_cases')}?{asked.address(column=column, **narrowed)}"
