"""Rows and columns of a decision table changed by forms; kept only when the whole draft can be read after."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices.engine.bundle import TABLES
from kholboo.eservices.forms.procedure_columns import ColumnsForm
from kholboo.eservices.forms.procedure_tables import TableForm
from kholboo.eservices.queries import describing
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.queries.procedures import Opened
from kholboo.eservices.rewriting_columns import with_columns
from kholboo.eservices.rewriting_tables import rows_of, with_head, with_rows
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
        given = form.cleaned_data
        headed = with_head(text, table, name=given["name"], hit=given["hit"])
        changed = with_rows(headed, table, form.typed())
        if answer := _kept_if_whole(request, opened, changed, form):
            return answer
    return page(request, "table", opened, form, table=found)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def columns(request: StaffRequest, procedure: str, version: int, table: str) -> HttpResponse:
    """What the table goes by and what it gives."""
    opened = draft_at(procedure, version)
    read = readable(opened)
    found = read.bundle.tables.get(table)
    if found is None:
        raise NotFound(_("There is no such table."), table=table)
    known = describing.names_for_tables(read, table)
    form = ColumnsForm(found, known, request.POST or None, initial={"seen": opened.seen})
    if form.is_valid():
        text = opened.version.files[TABLES]
        changed = with_columns(text, table, form.inputs(), form.outputs())
        if answer := _kept_if_whole(request, opened, changed, form):
            return answer
    return page(request, "columns", opened, form, table=found)


def _kept_if_whole(
    request: StaffRequest, opened: Opened, text: str, form: BaseForm
) -> HttpResponse | None:
    """None with the problems on the form when the draft could not be published like that."""
    changed = {TABLES: text}
    _read, problems = queries.try_to_read({**opened.version.files, **changed})
    for problem in problems:
        form.add_error(None, f"{problem.element}: {problem.message}")
    if not problems:
        with errors_on(form):
            seen = form.cleaned_data["seen"]
            services.keep(opened.version, changed, seen=seen, actor=request.user)
            messages.success(request, gettext("The table is kept."))
            key, number = opened.version.procedure.key, opened.version.number
            return redirect("eservices:procedure_version", key, number)
    return None
