"""The form of a version as an applicant meets it on a phone: in a frame, walked, and never kept."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core.errors import NotFound
from kholboo.eservices.engine.forms.form import Form, Page
from kholboo.eservices.engine.forms.reading import Wrong, understand
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.forms.pages import Given, PageForm
from kholboo.eservices.forms.papers import PapersForm
from kholboo.eservices.forms.typed import typed_on
from kholboo.eservices.papers import papers_of
from kholboo.eservices.queries import procedures as queries
from kholboo.eservices.queries.procedures import Opened
from kholboo.eservices.rights import DRAFT_PROCEDURES
from kholboo.eservices.views.applying.pages import change_list
from kholboo.eservices.views.procedures.editing import readable

View = Callable[..., HttpResponse]
frames: Callable[[View], View] = csp_update({"frame-src": [SELF]})  # type: ignore[assignment]
is_framed: Callable[[View], View] = csp_replace({"frame-ancestors": [SELF]})  # type: ignore[assignment]


@staff("eservices.read_procedure")
@require_GET
@frames
def preview(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    opened, form = _opened(procedure, version)
    chosen = form.page(request.GET.get("page", "")) or form.pages[0]
    language = get_language() or "mn"
    facts = {
        "opened": opened,
        "version": opened.version,
        "pages": [(page.key, say(page.title, language)) for page in form.pages],
        "chosen": chosen.key,
        "may_edit": opened.is_draft and request.user.has_perm(DRAFT_PROCEDURES),
    }
    return render(request, "eservices/procedures/preview.html", facts)


@staff("eservices.read_procedure")
@require_http_methods(["GET", "POST"])
@xframe_options_sameorigin
@is_framed
def phone(request: StaffRequest, procedure: str, version: int, page: str) -> HttpResponse:
    """One page of the form. What is typed is judged like an applicant's, and then forgotten."""
    opened, form = _opened(procedure, version)
    here = form.page(page)
    if here is None:
        raise NotFound(_("The form has no such page."))
    if here.has_documents:
        return _papers(request, opened, form, here)
    return _questions(request, opened, form, here)


def _questions(request: StaffRequest, opened: Opened, form: Form, here: Page) -> HttpResponse:
    typed = typed_on(here, request.POST) if request.method == "POST" else {}
    if request.POST.get("go") == "keep":
        return HttpResponse(status=204)
    is_sent = request.method == "POST" and not change_list(here, typed, request.POST.get("go", ""))
    understood = understand(form, typed)
    wrongs: list[Wrong] | None = list(understood.wrongs_on(here)) if is_sent else None
    if wrongs == []:
        return _onward(opened, form, here)
    language = get_language() or "mn"
    given = Given(typed, understood.answers, wrongs)
    asked = PageForm(here, given, language=language)
    return _shown(request, "page", opened, form, here, form=asked, groups=asked.groups())


def _papers(request: StaffRequest, opened: Opened, form: Form, here: Page) -> HttpResponse:
    if request.method == "POST":
        return _onward(opened, form, here)
    language = get_language() or "mn"
    papers = papers_of(readable(opened).book.raw)
    inputs = PapersForm(papers, language=language)
    places = [
        {
            "key": paper.key,
            "title": say(paper.title, language),
            "hint": say(paper.hint, language),
            "is_required": paper.is_required,
            "is_sample": paper.is_sample,
            "bound": inputs[paper.key],
        }
        for paper in papers
    ]
    return _shown(request, "papers", opened, form, here, form=inputs, places=places)


def _shown(
    request: StaffRequest, name: str, opened: Opened, whole: Form, here: Page, **facts: Any
) -> HttpResponse:
    """By the applicant's own template; without a draft it says nothing of keeping."""
    language = get_language() or "mn"
    keys = [one.key for one in whole.pages]
    context = {
        "service": say(readable(opened).book.title, language),
        "is_sample": opened.version.is_sample,
        "title": say(here.title, language),
        "hint": say(here.hint, language),
        "step": keys.index(here.key) + 1,
        "total": len(keys) + 1,
        **facts,
    }
    return render(request, f"eservices/applying/{name}.html", context)


def _onward(opened: Opened, form: Form, here: Page) -> HttpResponse:
    keys = [one.key for one in form.pages]
    after = keys[(keys.index(here.key) + 1) % len(keys)]
    version = opened.version
    return redirect(
        reverse("eservices:procedure_phone", args=[version.procedure.key, version.number, after])
    )


def _opened(procedure: str, number: int) -> tuple[Opened, Form]:
    opened = queries.open_version(queries.version_at(procedure, number))
    bundle = readable(opened).bundle
    return opened, Form.of(bundle.schema, bundle.ui)
