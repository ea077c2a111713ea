"""The page where papers are given: one place for each document, saved as soon as it arrives."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kholboo.accounts.access import MemberRequest, member
from kholboo.documents.models import Document
from kholboo.documents.rules import Variant
from kholboo.documents.services.serving import serve
from kholboo.eservices.engine.forms.form import Page
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.forms.papers import PapersForm
from kholboo.eservices.papers import Paper
from kholboo.eservices.queries.drafts import file_in
from kholboo.eservices.services import drafting
from kholboo.eservices.views.applying.visit import Visit, language, show, visit_of


@dataclass(frozen=True)
class Place:
    """One document as the page shows it, with the files given so far."""

    key: str
    title: str
    hint: str
    is_required: bool
    is_sample: bool
    files: tuple[Document, ...]
    bound: forms.BoundField | None


def page(visit: Visit, here: Page) -> HttpResponse:
    if visit.request.method == "POST":
        return _keep(visit, here)
    return _show(visit, here, PapersForm(visit.papers, language=language()))


def _keep(visit: Visit, here: Page) -> HttpResponse:
    request = visit.request
    if "remove" in request.POST:
        _remove(visit, request.POST["remove"])
        return redirect(request.get_full_path())
    form = PapersForm(visit.papers, request.POST, request.FILES, language=language())
    is_good = form.is_valid()
    for paper in visit.papers:
        chosen = request.FILES.getlist(paper.key)
        for sentence in drafting.take_files(visit.draft, paper, chosen, actor=request.user):
            form.add_error(paper.key, sentence)
            is_good = False
    fresh = visit_of(request, visit.draft.key)
    if is_good and request.POST.get("go") == "stay":
        return redirect(request.get_full_path())
    for paper in fresh.missing:
        if not form.has_error(paper.key):
            form.add_error(
                paper.key,
                _("Add this document: “%(title)s”.") % {"title": say(paper.title, language())},
            )
            is_good = False
    if is_good:
        return redirect(fresh.after(here))
    return _show(fresh, here, form, status=422)


def _show(visit: Visit, here: Page, form: PapersForm, *, status: int = 200) -> HttpResponse:
    spoken = language()
    keys = [one.key for one in visit.pages]
    return show(
        visit,
        "papers",
        status=status,
        form=form,
        places=[_place(visit, paper, form) for paper in visit.papers],
        title=say(here.title, spoken),
        hint=say(here.hint, spoken),
        step=keys.index(here.key) + 1 if here.key in keys else 1,
        back=visit.before(here),
    )


def _place(visit: Visit, paper: Paper, form: PapersForm) -> Place:
    given = tuple(visit.files.get(paper.key, ()))
    return Place(
        key=paper.key,
        title=say(paper.title, language()),
        hint=say(paper.hint, language()),
        is_required=paper.is_required,
        is_sample=paper.is_sample,
        files=given,
        bound=form[paper.key] if len(given) < paper.most else None,
    )


def _remove(visit: Visit, typed: str) -> None:
    try:
        document = file_in(visit.draft, UUID(typed))
    except ValueError:
        return
    drafting.remove_file(visit.draft, document)


@member
@require_GET
def draft_file(request: MemberRequest, draft_key: UUID, file_key: UUID) -> HttpResponseBase:
    """A file of a draft one may write in; nobody else's exists here."""
    visit = visit_of(request, draft_key)
    variant = Variant.THUMB if "thumb" in request.GET else Variant.VIEW
    return serve(file_in(visit.draft, file_key), variant=variant, request=request)
