"""Taking in a file: looked at first, with every problem by its row; kept only when it is clean."""

import csv
from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.standards.forms.editing import RefuseForm
from kholboo.standards.forms.importing import FileForm
from kholboo.standards.importing.ours import COLUMNS
from kholboo.standards.models import CatalogueFile
from kholboo.standards.queries import files as queries
from kholboo.standards.rights import PROPOSE, PUBLISH
from kholboo.standards.services import importing as services
from kholboo.standards.services.importing import Checked

MOST_PROBLEMS, MOST_REMARKS, MOST_CHANGES = 500, 50, 50
EXAMPLE = {"number": "MNS 9001", "year": "2024", "title_mn": "ЖИШЭЭ", "effective_on": "2024-01-01"}


@staff("standards.propose_change")
@require_http_methods(["GET", "POST"])
def take_in(request: StaffRequest) -> HttpResponse:
    """`keep` says that a clean file shall be proposed; without it the file is only looked at."""
    form = FileForm(request.POST or None, request.FILES or None)
    checked: Checked | None = None
    if form.is_valid():
        with errors_on(form):
            checked = services.check_file(*form.content())
            if "keep" in request.POST:
                kept = services.propose_file(checked, actor=request.user)
                messages.success(request, _("Taken in. A second person publishes it."))
                return redirect("standards:file", kept.pk)
    facts = {
        "form": form,
        "checked": checked,
        "problems": checked.problems[:MOST_PROBLEMS] if checked else [],
        "remarks": checked.remarks[:MOST_REMARKS] if checked else [],
        "judged": checked.judged[:MOST_CHANGES] if checked else [],
        "files": queries.latest_files(),
        "columns": COLUMNS,
    }
    is_wrong = bool(form.errors or (checked and checked.problems))
    return render(request, "standards/desk/import.html", facts, status=422 if is_wrong else 200)


@staff("standards.propose_change")
@require_GET
def form(request: StaffRequest) -> HttpResponse:
    """An empty table with our columns and one row that shows how."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="standards.csv"'
    answer.write("\ufeff")
    rows = csv.DictWriter(answer, list(COLUMNS))
    rows.writeheader()
    rows.writerow(EXAMPLE)
    return answer


@staff("standards.read_desk")
@require_GET
def file(request: StaffRequest, file_id: int) -> HttpResponse:
    return _page(request, queries.file_at(file_id))


@staff("standards.publish_change")
@require_POST
def publish(request: StaffRequest, file_id: int) -> HttpResponse:
    def act(found: CatalogueFile, form: Form) -> None:
        services.publish_file(found, actor=request.user)

    said = _("Its rows are published one after the other. This page shows how far it is.")
    return _decided(request, file_id, Form(request.POST), act, said)


@staff("standards.publish_change")
@require_POST
def refuse(request: StaffRequest, file_id: int) -> HttpResponse:
    def act(found: CatalogueFile, form: Form) -> None:
        services.refuse_file(found, reason=form.cleaned_data["reason"], actor=request.user)

    said = _("Given back to who proposed it.")
    return _decided(request, file_id, RefuseForm(request.POST), act, said)


@staff("standards.propose_change")
@require_POST
def take_back(request: StaffRequest, file_id: int) -> HttpResponse:
    def act(found: CatalogueFile, form: Form) -> None:
        services.take_back_file(found, actor=request.user)

    return _decided(request, file_id, Form(request.POST), act, _("Taken back."))


def _decided(
    request: StaffRequest,
    file_id: int,
    form: Form,
    act: Callable[[CatalogueFile, Form], None],
    said: str,
) -> HttpResponse:
    found = queries.file_at(file_id)
    if form.is_valid():
        with errors_on(form):
            act(found, form)
            messages.success(request, said)
            return redirect("standards:file", found.pk)
    return _page(request, queries.file_at(file_id), form)


def _page(request: StaffRequest, found: CatalogueFile, form: Form | None = None) -> HttpResponse:
    number = request.GET.get("page", "1")[:3]
    is_own = found.proposed_by_id == request.user.pk
    facts = {
        "file": found,
        "sheet": queries.rows_of(found, int(number) if number.isdecimal() else 1),
        "form": form,
        "refusing": form if isinstance(form, RefuseForm) else RefuseForm(),
        "is_own": found.is_open and is_own and request.user.has_perm(PROPOSE),
        "may_decide": found.is_open and not is_own and request.user.has_perm(PUBLISH),
    }
    status = 422 if form is not None else 200
    return render(request, "standards/desk/file.html", facts, status=status)
