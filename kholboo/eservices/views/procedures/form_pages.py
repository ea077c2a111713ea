"""One page of the applicant's form: its words, when it is shown, taken away; the page for papers."""

from copy import deepcopy

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound
from kholboo.eservices import rewriting_questions as rewriting
from kholboo.eservices.book import said
from kholboo.eservices.forms.procedure_pages import FormPageForm
from kholboo.eservices.forms.procedures import Seen
from kholboo.eservices.queries import questions as builder
from kholboo.eservices.views.procedures.preview import frames
from kholboo.eservices.views.procedures.questions import (
    address_of,
    building_at,
    kept,
    with_phone,
)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
@frames
def form_page(request: StaffRequest, procedure: str, version: int, page: str) -> HttpResponse:
    opened, found = building_at(procedure, version)
    here = found.page(page)
    offers = builder.offers_before(found, "", page=page)
    form = FormPageForm(here, offers, request.POST or None, initial={"seen": opened.seen})
    if form.is_valid():
        changed = deepcopy(found)
        with errors_on(form):
            rewriting.put_page(changed, page, form.looks())
            if kept(request, opened, changed, form):
                return redirect(address_of(opened, page))
    title = said(here["title"])
    return with_phone(request, "form_page", opened, form, title=title, chosen=page)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
@frames
def papers_page(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    """The page on which papers are handed in; which papers, the list of the procedure says."""
    opened, found = building_at(procedure, version)
    if any(page.get("documents") for page in found.pages):
        raise NotFound(_("The form has a page for papers already."))
    form = FormPageForm(
        {}, builder.offers_in(found), request.POST or None, initial={"seen": opened.seen}
    )
    if form.is_valid():
        changed = deepcopy(found)
        with errors_on(form):
            key = rewriting.add_page(changed, form.looks(), is_documents=True)
            if kept(request, opened, changed, form, said=gettext("The page is added.")):
                return redirect(address_of(opened, key))
    chosen = found.pages[-1]["key"]
    return with_phone(request, "form_page", opened, form, chosen=chosen)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
@frames
def page_gone(request: StaffRequest, procedure: str, version: int, page: str) -> HttpResponse:
    """Asked once more before a page is taken away, with its questions."""
    opened, found = building_at(procedure, version)
    here = found.page(page)
    form = Seen(request.POST or None, initial={"seen": opened.seen})
    if form.is_valid():
        changed = deepcopy(found)
        with errors_on(form):
            rewriting.drop_page(changed, page)
            if kept(request, opened, changed, form, said=gettext("The page is taken away.")):
                return redirect(address_of(opened, changed.pages[0]["key"]))
    names = [said(found.looks(key)["label"]) for key in here.get("fields", ())]
    facts = {"title": said(here["title"]), "chosen": page, "names": names, "is_page": True}
    return with_phone(request, "gone", opened, form, **facts)
