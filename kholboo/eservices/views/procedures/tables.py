"""Rows and columns of a decision table changed by forms; kept only when the whole draft can be read after."""

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.errors import NotFound
from kholboo.eservices.engine.bundle import TABLES
from kholboo.eservices.forms.procedure_columns import ColumnsForm
from kholboo.eservices.forms.procedure_tables import TableForm
from kholboo.eservices.queries import describing
from kholboo.eservices.rewriting_columns import with_columns
from kholboo.eservices.rewriting_tables import rows_of, with_head, with_rows
from kholboo.eservices.views.procedures.editing import draft_at, kept_if_whole, page, readable


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
        if answer := kept_if_whole(
            request, opened, {TABLES: changed}, form, told=gettext("The table is kept.")
        ):
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
        if answer := kept_if_whole(
            request, opened, {TABLES: changed}, form, told=gettext("The table is kept.")
        ):
            return answer
    return page(request, "columns", opened, form, table=found)
