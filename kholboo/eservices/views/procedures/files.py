"""Files of procedures going out as a ZIP, and coming in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices.bundle_files import as_bytes
from kholboo.eservices.engine.bundle import FILES
from kholboo.eservices.engine.faults import Unpublishable
from kholboo.eservices.engine.packing import pack
from kholboo.eservices.forms.handing_in import TakeInForm
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.services import procedures as services


@staff("eservices.read_procedure")
@require_GET
def export(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    found = queries.version_at(procedure, version)
    answer = HttpResponse(pack(as_bytes(found.files)), content_type="application/zip")
    name = f"{found.procedure.key}-{found.number}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@staff("eservices.read_procedure")
@require_GET
def one(request: StaffRequest, procedure: str, version: int, file: str) -> HttpResponse:
    """One file as other programs read it: BPMN, DMN, JSON Schema."""
    found = queries.version_at(procedure, version)
    if file not in FILES or file not in found.files:
        raise NotFound(_("There is no such file."), file=file)
    kind = "application/json" if file.endswith(".json") else "application/xml"
    answer = HttpResponse(found.files[file], content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def take_in(request: StaffRequest) -> HttpResponse:
    """A draft out of handed-in files; what is wrong inside them is listed on the draft's page."""
    form = TakeInForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            with errors_on(form):
                made = services.take_in(form.texts(), actor=request.user)
                messages.success(request, _("The files are taken in as a draft."))
                return redirect("eservices:procedure_version", made.procedure.key, made.number)
        except Unpublishable as reason:
            for problem in reason.problems:
                form.add_error("handed", problem.message)
        except ValidationError as reason:
            form.add_error("handed", reason)
    status = 422 if form.errors else 200
    return render(request, "eservices/procedures/take_in.html", {"form": form}, status=status)
