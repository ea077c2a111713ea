"""The order of the form's pages, and what every page does with what was typed."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.forms import intake, person
from kholboo.feedback.forms.fields import UploadField
from kholboo.feedback.forms.joint import TogetherForm
from kholboo.feedback.models import Draft
from kholboo.feedback.queries.certificates import certificate_meant
from kholboo.feedback.rules import CaseKind, PersonKind
from kholboo.feedback.views.intake.asking import asking_of
from kholboo.feedback.views.intake.visit import Visit, hold
from kholboo.registers.models import Certificate
from kholboo.ui.components.links import page_url


class Page(StrEnum):
    KIND = "kind"
    SERVICE = "service"
    PLACE = "place"
    STORY = "story"
    FILES = "files"
    WHO = "who"
    TOGETHER = "together"
    YOU = "you"
    CHECK = "check"


LABELS = [_("What it is"), _("Service and place"), _("Your words"), _("You"), _("Check")]
STEP = {
    Page.KIND: 1,
    Page.SERVICE: 2,
    Page.PLACE: 2,
    Page.STORY: 3,
    Page.FILES: 3,
    Page.WHO: 4,
    Page.TOGETHER: 4,
    Page.YOU: 4,
    Page.CHECK: 5,
}
FORMS: dict[Page, type[forms.Form]] = {
    Page.KIND: intake.KindForm,
    Page.SERVICE: intake.ServiceForm,
    Page.PLACE: intake.PlaceForm,
    Page.STORY: intake.StoryForm,
    Page.FILES: intake.FilesForm,
    Page.WHO: intake.WhoForm,
}
# Far more than any field takes; what was pasted too long comes back to be shortened.
KEPT_LETTERS = 50_000
# The check page sends people to a page and wants them back.
THEN = "then"


def form_of(page: Page, visit: Visit, *data: Any, **more: Any) -> forms.Form:
    """The page's form; the last one depends on who writes, the story on a recorded voice."""
    if page == Page.YOU:
        return person.form_for(visit.answers.get("who", ""))(*data, needs=visit.needs, **more)
    if page == Page.STORY:
        return intake.StoryForm(*data, has_voice=bool(visit.voices), **more)
    if page == Page.TOGETHER:
        return TogetherForm(*data, has_proof=visit.proof is not None, **more)
    return FORMS[page](*data, **more)


def pages_for(answers: Mapping[str, str]) -> list[Page]:
    """Who writes without a name is asked nothing about themselves; one alone, nothing of others."""
    who = answers.get("who")
    left_out = {Page.YOU: who == PersonKind.UNNAMED, Page.TOGETHER: who != intake.JOINT}
    return [page for page in Page if not left_out.get(page)]


def _order(page: Page, answers: Mapping[str, str]) -> list[Page]:
    """The same; a page that was opened though it is not asked stands in the order of all."""
    order = pages_for(answers)
    return order if page in order else list(Page)


def first_unfinished(visit: Visit) -> Page:
    """The first page that would not accept the answers it has; the check page when all do."""
    for page in pages_for(visit.answers):
        if page == Page.CHECK or not form_of(page, visit, visit.answers).is_valid():
            return page
    return Page.CHECK


def wants_check(request: HttpRequest) -> bool:
    return request.GET.get(THEN) == Page.CHECK


def onward(page: Page, request: HttpRequest, answers: Mapping[str, str]) -> HttpResponse:
    order = _order(page, answers)
    goes_to = Page.CHECK if wants_check(request) else order[order.index(page) + 1]
    return redirect(f"feedback:{goes_to}")


def back_from(page: Page, request: HttpRequest, answers: Mapping[str, str]) -> str:
    """The address of the page before, whatever the language."""
    order = _order(page, answers)
    place = order.index(page)
    if wants_check(request):
        return reverse("feedback:check")
    return reverse(f"feedback:{order[place - 1]}") if place else page_url("/")


def typed_into(form: forms.Form, request: HttpRequest) -> dict[str, str]:
    """What the person typed, right or wrong: it is kept before it is judged.

    NUL goes: PostgreSQL has no place for it, and nobody can type it.
    """
    names = [name for name, field in form.fields.items() if not isinstance(field, UploadField)]
    return {
        name: request.POST[name][:KEPT_LETTERS].replace("\x00", "")
        for name in names
        if name in request.POST
    }


def show(
    page: Page,
    visit: Visit,
    form: forms.Form,
    *,
    template: str = "",
    draft: Draft | None = None,
    **facts: Any,
) -> HttpResponse:
    """The page; 422 when it is shown again with something to correct."""
    kind = visit.answers.get("kind", "")
    context = {
        "form": form,
        "page": page,
        "steps": LABELS,
        "step": STEP[page],
        "back": back_from(page, visit.request, visit.answers),
        "kind": CaseKind(kind) if kind in CaseKind.values else None,
        "asked": asking_of(kind),
        # Words kept by the browser belong to one draft; the mark tells drafts apart.
        "about": _certificate_told(page, visit, form),
        "draft_mark": visit.draft.pk.hex[:8] if visit.draft else "",
        **facts,
    }
    status = 422 if form.is_bound and form.errors else 200
    name = f"feedback/intake/{template or page}.html"
    response = private(render(visit.request, name, context, status=status))
    return hold(response, draft) if draft else response


def _certificate_told(page: Page, visit: Visit, form: forms.Form) -> Certificate | None:
    """The certificate it is about, on every page of the way; on the first it is not saved yet."""
    told = form["certificate"].value() if page == Page.SERVICE else visit.answers.get("certificate")
    return certificate_meant(told or "")


def private(response: HttpResponse) -> HttpResponse:
    """Pages with somebody's words are kept by no cache, not even the browser's own."""
    patch_cache_control(response, private=True, no_store=True)
    return response
