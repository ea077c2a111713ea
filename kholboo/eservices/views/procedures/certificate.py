"""The certificate a draft grants, changed by a form; kept only when the whole draft can be read after."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.errors import NotFound
from kholboo.eservices import rewriting
from kholboo.eservices.engine.bundle import MANIFEST
from kholboo.eservices.forms.procedure_certificate import CertificateForm, KindForm
from kholboo.eservices.queries import granting
from kholboo.eservices.views.procedures.editing import draft_at, kept_if_whole, page
from kholboo.registers.rules import Kind


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def certificate(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    """`kind` of the address is one that is only looked at until it is kept with its facts."""
    opened = draft_at(procedure, version)
    files = opened.version.files
    read, grants = granting.read_apart(files)
    if read is None:
        raise NotFound(_("The draft has problems: put them right in the text of its files first."))
    kind = str(request.GET.get("kind", grants.get("kind", "")))
    kind = kind if kind in Kind.values else ""
    form = CertificateForm(read, grants, kind, request.POST or None, initial={"seen": opened.seen})
    if form.is_valid():
        text = rewriting.with_parts(files[MANIFEST], form.changes())
        if answer := kept_if_whole(request, opened, {MANIFEST: text}, form):
            return answer
    return page(request, "certificate", opened, form, kinds=KindForm(initial={"kind": kind}))
