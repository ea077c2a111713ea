"""Changing a draft: a step by its form, a file by its text."""

from collections.abc import Mapping

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices import rewriting
from kholboo.eservices.book import said
from kholboo.eservices.engine.bundle import DRAWING, FILES, MANIFEST
from kholboo.eservices.forms.procedures import Seen, StepRuleForm, TextForm
from kholboo.eservices.models import ProcedureVersion
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.queries.bundles import Read
from kholboo.eservices.queries.procedures import Opened
from kholboo.eservices.rewriting_rows import STEP_LISTS
from kholboo.eservices.rules import VersionState
from kholboo.eservices.services import procedures as services

STEP_TITLES = {
    "outcomes": gettext_lazy("How the step can end"),
    "checklist": gettext_lazy("Checklist"),
    "fields": gettext_lazy("What is written down at the step"),
}


@staff("eservices.draft_procedure")
@require_POST
def copy(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    made = services.copy(queries.version_at(procedure, version), actor=request.user)
    messages.success(
        request, _("Draft %(number)s is made. Change what differs.") % {"number": made.number}
    )
    return redirect("eservices:procedure_version", procedure, made.number)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, procedure: str, version: int, node: str) -> HttpResponse:
    opened = draft_at(procedure, version)
    manifest = readable(opened).book.raw
    if node not in manifest["steps"]:
        raise NotFound(_("There is no such step."), node=node)
    form = StepRuleForm(manifest, node, request.POST or None, initial={"seen": opened.seen})
    if form.is_valid():
        files = opened.version.files
        changed = {
            MANIFEST: rewriting.with_step(files[MANIFEST], node, form.changes()),
            DRAWING: rewriting.with_names(files[DRAWING], [(node, form.cleaned_data["title_mn"])]),
        }
        if answer := kept_if_whole(request, opened, changed, form):
            return answer
    shown = manifest["steps"][node]
    lists = [(part, STEP_TITLES[part], len(shown.get(part, ()))) for part in STEP_LISTS]
    return page(request, "step", opened, form, title=said(shown["title"]), node=node, lists=lists)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def text(request: StaffRequest, procedure: str, version: int, file: str) -> HttpResponse:
    """The text of one file; what is wrong with it stands beside it, and it is kept all the same."""
    opened = draft_at(procedure, version)
    if file not in FILES:
        raise NotFound(_("There is no such file."), file=file)
    initial = {"seen": opened.seen, "text": opened.version.files.get(file, "")}
    form = TextForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        with errors_on(form):
            services.keep(
                opened.version,
                {file: form.cleaned_data["text"]},
                seen=form.cleaned_data["seen"],
                actor=request.user,
            )
            messages.success(request, _("The file is kept."))
            return redirect("eservices:procedure_text", procedure, version, file)
    return page(request, "text", opened, form, file=file, problems=opened.problems_of(file))


def draft_at(procedure: str, number: int) -> Opened:
    """A version that can be changed; a published one has no such pages."""
    version = queries.version_at(procedure, number)
    if version.state == VersionState.PUBLISHED:
        raise NotFound(_("This version is published: it never changes."))
    return queries.open_version(version)


def readable(opened: Opened) -> Read:
    """For forms: where the whole cannot be read they have nothing to stand on."""
    if opened.read is None:
        raise NotFound(_("The draft has problems: put them right in the text of its files first."))
    return opened.read


def kept_if_whole(
    request: StaffRequest,
    opened: Opened,
    changed: Mapping[str, str],
    form: Seen,
    *,
    told: str = "",
) -> HttpResponse | None:
    """None with the problems on the form when the draft could not be published like that."""
    _read, problems = queries.try_to_read({**opened.version.files, **changed})
    for problem in problems:
        form.refuse(problem)
    if not problems:
        with errors_on(form):
            return kept(request, opened.version, changed, form, told=told)
    return None


def kept(
    request: StaffRequest,
    version: ProcedureVersion,
    changed: Mapping[str, str],
    form: BaseForm,
    *,
    told: str = "",
) -> HttpResponse:
    """Written into the draft; `told` is what the page says then."""
    services.keep(version, changed, seen=form.cleaned_data["seen"], actor=request.user)
    messages.success(request, told or _("The change is kept."))
    return redirect("eservices:procedure_version", version.procedure.key, version.number)


def page(
    request: StaffRequest, name: str, opened: Opened, form: BaseForm, **facts: object
) -> HttpResponse:
    facts = {"opened": opened, "version": opened.version, "form": form, **facts}
    status = 422 if form.errors else 200
    return render(request, f"eservices/procedures/{name}.html", facts, status=status)
