"""Pages where people type or add files: what happened, photos and papers, who they are."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import public
from kholboo.accounts.models import User
from kholboo.core.asker import address_of
from kholboo.core.errors import NotFound
from kholboo.documents.rules import MOST_FILES, Variant
from kholboo.documents.services.serving import serve
from kholboo.feedback.forms.person import known_of
from kholboo.feedback.forms.sending import aimag_of, service_of
from kholboo.feedback.models import Draft
from kholboo.feedback.queries.drafts import file_in
from kholboo.feedback.queries.exclusions import all_exclusions, among
from kholboo.feedback.services import drafts
from kholboo.feedback.views.intake.answering import answering_of
from kholboo.feedback.views.intake.pages import Page, form_of, onward, show, typed_into
from kholboo.feedback.views.intake.visit import Visit, hold, visit_of


@public
@require_http_methods(["GET", "POST"])
def story(request: HttpRequest) -> HttpResponse:
    """What happened, in words or in a voice note, and what should be done."""
    visit = visit_of(request)
    answering = answering_of(service_of(visit.answers), aimag_of(visit.answers))
    sentence = answering.sentence(visit.answers.get("kind", ""))
    matters = all_exclusions()
    return _write(
        Page.STORY,
        visit,
        inputs=["voice"],
        answering=answering,
        answered_by=sentence,
        matters=matters,
        recognised=among(matters, said_in(visit)),
    )


def said_in(visit: Visit) -> str:
    return " ".join(visit.answers.get(name, "") for name in ("text", "wish"))


@public
@require_http_methods(["GET", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    return _write(Page.FILES, visit_of(request), inputs=["photo", "files"], most=MOST_FILES)


@public
@require_http_methods(["GET", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    """Name, address and how to reach; what we know of a signed-in person stands there already."""
    visit = visit_of(request)
    known: dict[str, str] = {}
    if isinstance(request.user, User):
        known = known_of(request.user, visit.answers.get("who", ""))
    return _write(Page.YOU, visit, known=known)


@public
@require_GET
def draft_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A file of the draft this browser holds; nobody else's exists here."""
    visit = visit_of(request)
    if visit.draft is None:
        raise NotFound(_("We found no such file."))
    variant = Variant.THUMB if "thumb" in request.GET else Variant.VIEW
    return serve(file_in(visit.draft, key), variant=variant, request=request)


def _write(
    page: Page,
    visit: Visit,
    *,
    inputs: list[str] | None = None,
    known: dict[str, str] | None = None,
    **facts: Any,
) -> HttpResponse:
    request = visit.request
    if visit.is_sent:
        return redirect("feedback:sent")
    if request.method == "POST":
        return _keep(page, visit, inputs or [], **facts)
    if visit.draft is None:
        return redirect("feedback:start")
    form = form_of(page, visit, initial={**(known or {}), **visit.answers})
    return show(page, visit, form, documents=visit.documents, voices=visit.voices, **facts)


def _keep(page: Page, visit: Visit, inputs: list[str], **facts: Any) -> HttpResponse:
    """Words first: they are safe before a file is looked at and before anything is judged."""
    request = visit.request
    form = form_of(page, visit, request.POST, request.FILES)
    typed = typed_into(form, request)
    draft = visit.save(typed, is_new=False)
    if "remove" in request.POST:
        _remove(draft, request.POST["remove"])
        return hold(redirect(request.get_full_path()), draft)
    is_valid = form.is_valid()
    is_valid = _take_files(form, draft, inputs, request) and is_valid
    if is_valid and request.POST.get("go") == "stay":
        return hold(redirect(request.get_full_path()), draft)
    if is_valid:
        return hold(onward(page, request, {**visit.answers, **typed}), draft)
    fresh = visit_of_draft(visit, draft)
    lists: dict[str, Any] = {"documents": fresh.documents, "voices": fresh.voices}
    return show(page, visit, form, draft=draft, **lists, **facts)


def visit_of_draft(visit: Visit, draft: Draft) -> Visit:
    """The visit as it stands after something was saved."""
    return Visit(request=visit.request, draft=draft)


def _take_files(form: forms.Form, draft: Draft, inputs: list[str], request: HttpRequest) -> bool:
    """Take the files of each input; refusals stand beside it. True when all were taken."""
    is_good = True
    for name in inputs:
        chosen = request.FILES.getlist(name)
        for sentence in drafts.take_files(draft, chosen, asker=address_of(request)):
            form.add_error(name, sentence)
            is_good = False
    return is_good


def _remove(draft: Draft, typed: str) -> None:
    try:
        drafts.remove_file(draft, str(UUID(typed)))
    except ValueError:
        return
