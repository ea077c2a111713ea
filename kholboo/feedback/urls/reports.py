"""The quarterly tables. `desk/reports/quarterly/` with its days may stand in a letter."""

from django.urls import URLPattern, path

from kholboo.feedback.views import dashboard, export, report_papers, reports

urlpatterns: list[URLPattern] = [
    path("desk/dashboard/", dashboard.dashboard, name="dashboard"),
    path("desk/dashboard/cases/", dashboard.dashboard_cases, name="dashboard_cases"),
    path("desk/export/", export.export, name="export_cases"),
    path("desk/reports/", reports.all_reports, name="reports"),
    path("desk/reports/quarterly/", reports.quarterly_report, name="quarterly_report"),
    path("desk/reports/quarterly/cases/", reports.report_cases, name="report_cases"),
    path("desk/reports/quarterly.xlsx", report_papers.xlsx, name="report_xlsx"),
    path("desk/reports/quarterly.pdf", report_papers.pdf, name="report_pdf"),
    path("desk/reports/send/", reports.send, name="send_report"),
    path("desk/reports/sent/<int:report_id>/", reports.sent_report, name="sent_report"),
    path("desk/reports/sent/<int:report_id>.xlsx", report_papers.sent_xlsx, name="sent_xlsx"),
    path("desk/reports/sent/<int:report_id>.pdf", report_papers.sent_pdf, name="sent_pdf"),
]
