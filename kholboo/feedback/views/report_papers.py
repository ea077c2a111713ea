"""The quarterly report as a file, counted now or as it was sent."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.formats.days import moment_short
from kholboo.feedback.queries import reports
from kholboo.feedback.queries.report_form import By, Report
from kholboo.feedback.services.report_papers import report_pdf, report_xlsx
from kholboo.feedback.views.reports import asked_of, kept_report

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff("feedback.read_reports")
@require_GET
def xlsx(request: StaffRequest) -> HttpResponse:
    asked, office = asked_of(request)
    report = reports.quarterly(request.user, asked.period, office=office)
    book = report_xlsx(report, by=asked.by, place=office.name if office else "")
    return _file(book, XLSX, report, "xlsx")


@staff("feedback.read_reports")
@require_GET
def pdf(request: StaffRequest) -> HttpResponse:
    asked, office = asked_of(request)
    report = reports.quarterly(request.user, asked.period, office=office)
    now = clock.now()
    paper = report_pdf(
        report,
        by=asked.by,
        place=office.name if office else "",
        made=_("Counted on %(at)s") % {"at": moment_short(now)},
        at=int(now.timestamp()),
    )
    return _file(paper, "application/pdf", report, "pdf")


@staff("feedback.read_reports")
@require_GET
def sent_xlsx(request: StaffRequest, report_id: int) -> HttpResponse:
    sent = reports.sent_report_for(request.user, report_id)
    report = kept_report(sent)
    place = sent.office.name if sent.office else ""
    return _file(report_xlsx(report, by=_by(request), place=place), XLSX, report, "xlsx")


@staff("feedback.read_reports")
@require_GET
def sent_pdf(request: StaffRequest, report_id: int) -> HttpResponse:
    """The same bytes each time: what was sent does not change."""
    sent = reports.sent_report_for(request.user, report_id)
    report = kept_report(sent)
    paper = report_pdf(
        report,
        by=_by(request),
        place=sent.office.name if sent.office else "",
        made=_("Sent on %(at)s by %(who)s")
        % {"at": moment_short(sent.sent_at), "who": sent.sent_by_name},
        at=int(sent.sent_at.timestamp()),
    )
    return _file(paper, "application/pdf", report, "pdf")


def _by(request: StaffRequest) -> By:
    return By.KIND if request.GET.get("by") == By.KIND else By.OFFICE


def _file(content: bytes, kind: str, report: Report, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    period = report.period
    name = f"report-{period.since}-{period.until}-{period.cutoff}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
