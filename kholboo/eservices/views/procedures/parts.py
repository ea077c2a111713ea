"""The procedure as a whole, and its lists, changed by forms; kept only when all can be read after."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.errors import NotFound
from kholboo.eservices import rewriting
from kholboo.eservices.book import said
from kholboo.eservices.engine.bundle import MANIFEST
from kholboo.eservices.forms.procedure_about import AboutForm
from kholboo.eservices.forms.procedure_roles import RolesForm
from kholboo.eservices.forms.procedure_rows import ListForm
from kholboo.eservices.queries import questions as builder
from kholboo.eservices.rewriting_rows import LISTS, STEP_LISTS
from kholboo.eservices.views.procedures.editing import (
    STEP_TITLES,
    draft_at,
    kept_if_whole,
    page,
    readable,
)

TITLES = {
    "requirements": _("Requirements"),
    "milestones": _("Milestones the applicant sees"),
    "documents": _("Papers the applicant gives"),
    "legal_basis": _("Legal basis"),
    **STEP_TITLES,
}


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def about(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    opened = draft_at(procedure, version)
    read = readable(opened)
    form = AboutForm(
        read.book.raw, read.bundle.tables, request.POST or None, initial={"seen": opened.seen}
    )
    if form.is_valid():
        text = rewriting.with_parts(opened.version.files[MANIFEST], form.changes())
        if answer := kept_if_whole(request, opened, {MANIFEST: text}, form):
            return answer
    return page(request, "about", opened, form)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def roles(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    """Which group of staff does the steps of each role of the procedure."""
    opened = draft_at(procedure, version)
    manifest = readable(opened).book.raw
    form = RolesForm(manifest, request.POST or None, initial={"seen": opened.seen})
    if form.is_valid():
        text = rewriting.with_parts(opened.version.files[MANIFEST], {"roles": form.typed()})
        if answer := kept_if_whole(request, opened, {MANIFEST: text}, form):
            return answer
    return page(request, "roles", opened, form)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def rows(request: StaffRequest, procedure: str, version: int, part: str) -> HttpResponse:
    """One list of the procedure: requirements, milestones, papers, legal basis."""
    opened = draft_at(procedure, version)
    if part not in LISTS:
        raise NotFound(_("There is no such list."), part=part)
    manifest = readable(opened).book.raw
    asked = builder.form_in(opened.version.files) if part == "documents" else None
    form = ListForm(
        LISTS[part],
        manifest.get(part, ()),
        request.POST or None,
        initial={"seen": opened.seen},
        offers=builder.offers_in(asked) if asked else (),
    )
    if form.is_valid():
        text = rewriting.with_parts(opened.version.files[MANIFEST], {part: form.typed()})
        if answer := kept_if_whole(request, opened, {MANIFEST: text}, form):
            return answer
    return page(request, "rows", opened, form, title=TITLES[part])


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def step_rows(
    request: StaffRequest, procedure: str, version: int, node: str, listed: str
) -> HttpResponse:
    """One list of a step: how it can end, what is ticked off, what is written down."""
    opened = draft_at(procedure, version)
    step: Mapping[str, Any] | None = readable(opened).book.raw["steps"].get(node)
    if step is None or listed not in STEP_LISTS:
        raise NotFound(_("There is no such step."), node=node)
    form = ListForm(
        STEP_LISTS[listed],
        step.get(listed, ()),
        request.POST or None,
        initial={"seen": opened.seen},
    )
    if form.is_valid():
        text = rewriting.with_step(
            opened.version.files[MANIFEST], node, {listed: form.typed() or None}
        )
        if answer := kept_if_whole(request, opened, {MANIFEST: text}, form):
            return answer
    return page(request, "rows", opened, form, title=TITLES[listed], of=said(step["title"]))
