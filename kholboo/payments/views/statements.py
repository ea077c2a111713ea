"""The bank's statement at the cashier's desk: taken in, and what is unsure decided."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.payments.forms.desk import RowForm, StatementForm
from kholboo.payments.queries import statements as queries
from kholboo.payments.services import statements as services
from kholboo.payments.services.statements import Taken
from kholboo.payments.views.places import places

MOST_PROBLEMS = 100


@staff("payments.import_statement")
@require_http_methods(["GET", "POST"])
def statements(request: StaffRequest) -> HttpResponse:
    form = StatementForm(request.POST or None, request.FILES or None)
    taken: Taken | None = None
    if form.is_valid():
        with errors_on(form):
            taken = services.take_in(*form.content(), actor=request.user)
    return _page(request, form, taken=taken)


@staff("payments.import_statement")
@require_POST
def choose(request: StaffRequest, bank_row: int) -> HttpResponse:
    """`aside` says that it is none of ours; else a number was pressed or typed."""
    row = queries.unsure_row(request.user, bank_row)
    form = _row_form(bank_row, request.POST)
    if form.is_valid():
        with errors_on(form):
            if "aside" in request.POST:
                services.set_aside(row, note=form.cleaned_data["note"], actor=request.user)
                messages.success(request, _("Set aside."))
            else:
                invoice = queries.invoice_named(request.user, row, form.chosen())
                services.choose(row, invoice, actor=request.user)
                messages.success(request, _("The money is written down."))
            return redirect("payments:statements")
    return _page(request, StatementForm(), row_form=form, row_id=bank_row)


def _row_form(row_id: int, sent: QueryDict | None = None) -> RowForm:
    return RowForm(sent, auto_id=f"row-{row_id}-%s")


def _page(
    request: StaffRequest,
    form: StatementForm,
    *,
    taken: Taken | None = None,
    row_form: RowForm | None = None,
    row_id: int = 0,
) -> HttpResponse:
    is_wrong = bool(form.errors or row_form or (taken and taken.problems))
    facts = {
        "form": form,
        "may_take_in": queries.is_of_head_office(request.user),
        "taken": taken,
        "problems": taken.problems[:MOST_PROBLEMS] if taken else [],
        "rows": [
            (one, row_form if row_form and one.row.pk == row_id else _row_form(one.row.pk))
            for one in queries.unsure_rows(request.user)
        ],
        # Also of a row that somebody decided meanwhile, and that is not in the list any more.
        "sent": row_form,
        "files": queries.latest(),
        "places": places(request.user, "statements"),
    }
    return render(request, "payments/desk/statements.html", facts, status=422 if is_wrong else 200)
