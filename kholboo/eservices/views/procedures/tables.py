"""Rows of a decision table changed by a form; kept only when the whole draft can be read after."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices.engine.bundle import TABLES
from kholboo.eservices.forms.procedure_tables import TableForm
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.rewriting_tables import rows_of, with_rows
from kholboo.eservices.services import procedures as services
from kholboo.eservices.views.procedures.editing import draft_at, page, readable


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def table(request: StaffRequest, procedure: str, version: int, table: str) -> HttpResponse:
    opened = draft_at(procedure, version)
    found = readable(opened).bundle.tables.get(table)
    if found is None:
        raise NotFound(_("There is no such table."), table=table)
    text = opened.version.files[TABLES]
    initial = {"seen": opened.seen}
    form = TableForm(found, rows_of(text, table), request.POST or None, initial=initial)
    if form.is_valid():
        changed = {TABLES: with_rows(text, table, form.typed())}
        _read, problems = queries.try_to_read({**opened.version.files, **changed})
        for problem in problems:
            form.add_error(None, f"{problem.element}: {problem.message}")
        if not problems:
            with errors_on(form):
                seen = form.cleaned_data["seen"]
                services.keep(opened.version, changed, seen=seen, actor=request.user)
                messages.success(request, _("The table is kept."))
                return redirect("eservices:procedure_version", procedure, version)
    return page(request, "table", opened, form, table=found)
