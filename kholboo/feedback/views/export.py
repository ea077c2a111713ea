"""Taking cases out as a file: a fresh second factor, a reason, and a line in history."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.feedback.forms.export import ExportForm
from kholboo.feedback.queries.export import EXPORT_SENDERS, MOST
from kholboo.feedback.services.export import Format, export_cases


@staff("feedback.export_cases", is_fresh=True)
@require_http_methods(["GET", "POST"])
def export(request: StaffRequest) -> HttpResponseBase:
    may_name = request.user.has_perm(EXPORT_SENDERS)
    form = ExportForm(request.POST or None, may_name=may_name)
    if form.is_valid():
        with errors_on(form):
            return _sent(request, form)
    return _shown(request, form)


def _sent(request: StaffRequest, form: ExportForm) -> FileResponse:
    wanted, values = form.wanted(), form.cleaned_data
    format = Format(values["format"])
    file = export_cases(wanted, format=format, reason=values["reason"], actor=request.user)
    name = f"cases-{wanted.period.since}-{wanted.period.until}.{format}"
    return FileResponse(file, as_attachment=True, filename=name)


def _shown(request: StaffRequest, form: ExportForm) -> HttpResponse:
    facts = {"form": form, "most": MOST}
    return render(
        request, "feedback/reports/export.html", facts, status=422 if form.errors else 200
    )
