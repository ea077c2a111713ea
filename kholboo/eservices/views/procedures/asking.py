"""One question of the applicant's form: added, changed, its choices, taken away."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

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
from kholboo.eservices.engine.forms.form import Kind
from kholboo.eservices.forms.procedure_questions import Asked, QuestionForm
from kholboo.eservices.forms.procedure_rows import MOST_ROWS, ListForm
from kholboo.eservices.forms.procedures import Seen
from kholboo.eservices.queries import questions as builder
from kholboo.eservices.queries.procedures import Opened
from kholboo.eservices.rewriting_form import Questions
from kholboo.eservices.rewriting_rows import Shape
from kholboo.eservices.views.procedures.preview import frames
from kholboo.eservices.views.procedures.questions import (
    address_of,
    building_at,
    kept,
    with_phone,
)

Added = Callable[[Questions, QuestionForm], str]
KINDS = [
    (
        Kind.TEXT,
        _("An answer in words"),
        _("A line or more; also a phone, an e-mail, a register, a barcode."),
    ),
    (Kind.CHOICE, _("One of several"), _("One answer is chosen, for example an aimag.")),
    (Kind.CHOICES, _("Some of several"), _("As many answers as fit are ticked.")),
    (Kind.INTEGER, _("A whole number"), _("For example how many people work there.")),
    (Kind.NUMBER, _("A number with decimals"), _("For example a weight.")),
    (Kind.DATE, _("A day"), _("Year, month, day.")),
    (Kind.BOOLEAN, _("A tick"), _("For example a declaration that has to be agreed to.")),
    (Kind.LIST, _("A list of things"), _("For example products, each with questions of its own.")),
]


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
@frames
def on_page(request: StaffRequest, procedure: str, version: int, page: str) -> HttpResponse:
    """A new question at the end of a page."""
    opened, found = building_at(procedure, version)
    title = said(found.page(page)["title"])

    def add(changed: Questions, form: QuestionForm) -> str:
        return rewriting.add_question(changed, form.question(), page=page)

    asked = Asked(found, Kind.TEXT, builder.offers_on(found, page))
    return _new(request, opened, asked, add, chosen=page, of=title)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
@frames
def in_list(request: StaffRequest, procedure: str, version: int, listing: str) -> HttpResponse:
    """A new question that is asked of each thing of a list."""
    opened, found = building_at(procedure, version)
    if found.kind(listing) is not Kind.LIST:
        raise NotFound(_("The form has no such question."), question=listing)

    def add(changed: Questions, form: QuestionForm) -> str:
        return rewriting.add_question(changed, form.question(), within=listing)

    asked = Asked(found, Kind.TEXT, builder.offers_in_list(found, listing), is_inner=True)
    chosen, title = found.page_of(listing)["key"], said(found.looks(listing)["label"])
    return _new(request, opened, asked, add, chosen=chosen, of=title)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
@frames
def new_page(request: StaffRequest, procedure: str, version: int) -> HttpResponse:
    """A page begins with its first question, for a page without one is none."""
    opened, found = building_at(procedure, version)

    def add(changed: Questions, form: QuestionForm) -> str:
        given = form.cleaned_data
        title = {language: given[f"title_{language}"] for language in ("mn", "en")}
        page = rewriting.add_page(changed, {"title": title})
        return rewriting.add_question(changed, form.question(), page=page)

    asked = Asked(found, Kind.TEXT, builder.offers_in(found), is_new_page=True)
    return _new(request, opened, asked, add, chosen=found.pages[-1]["key"])


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
@frames
def one(request: StaffRequest, procedure: str, version: int, question: str) -> HttpResponse:
    opened, found = building_at(procedure, version)
    old = found.kind(question)
    kind = _kind_in(request) or old
    if kind is not old and Kind.LIST in (kind, old):
        raise NotFound(_("A list stays a list: add a new question instead."))
    is_inner = "." in question
    asked = Asked(
        found,
        kind,
        builder.offers_before(found, question),
        path=question,
        is_inner=is_inner,
        pages=() if is_inner else builder.pages_for(found),
    )
    form = QuestionForm(asked, request.POST or None, initial={"seen": opened.seen})
    page = found.page_of(question)["key"]
    if form.is_valid():
        changed = deepcopy(found)
        with errors_on(form):
            rewriting.put_question(changed, question, form.question())
            if not is_inner:
                rewriting.take_to(changed, question, form.cleaned_data["page"])
            if kept(request, opened, changed, form):
                return redirect(address_of(opened, changed.page_of(question)["key"], question))
    facts = {
        "title": said(found.looks(question)["label"]),
        "question": question,
        "chosen": page,
        "choices": len(found.looks(question).get("options", ())) if kind is old else 0,
        "kinds": [one for one in KINDS if Kind.LIST not in (one[0], old) and one[0] is not kind],
    }
    return with_phone(request, "question", opened, form, **facts)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def choices(request: StaffRequest, procedure: str, version: int, question: str) -> HttpResponse:
    """Words, order and number of the choices; what tables and conditions know them by stays."""
    opened, found = building_at(procedure, version)
    options = found.looks(question).get("options")
    if not options:
        raise NotFound(_("This question has no choices."), question=question)
    if len(options) > MOST_ROWS:
        raise NotFound(_("It has too many choices for one page: change the text of its file."))
    spec = found.spec(question)
    values = spec.get("enum") or spec["items"]["enum"]
    rows = [{"key": value, "title": options[value]} for value in values]
    form = ListForm(Shape(), rows, request.POST or None, initial={"seen": opened.seen})
    if form.is_valid():
        changed = deepcopy(found)
        with errors_on(form):
            rewriting.put_choices(changed, question, form.typed())
            if kept(request, opened, changed, form):
                return redirect(address_of(opened, found.page_of(question)["key"], question))
    title = said(found.looks(question)["label"])
    return with_phone(request, "choices", opened, form, title=title, question=question)


@staff("eservices.draft_procedure")
@require_http_methods(["GET", "POST"])
def gone(request: StaffRequest, procedure: str, version: int, question: str) -> HttpResponse:
    """Asked once more before a question is taken away."""
    opened, found = building_at(procedure, version)
    form = Seen(request.POST or None, initial={"seen": opened.seen})
    title, page = said(found.looks(question)["label"]), found.page_of(question)["key"]
    if form.is_valid():
        changed = deepcopy(found)
        with errors_on(form):
            rewriting.drop_question(changed, question)
            if kept(request, opened, changed, form, said=gettext("The question is taken away.")):
                return redirect(address_of(opened, page))
    return with_phone(request, "gone", opened, form, title=title, chosen=page)


def _new(
    request: StaffRequest, opened: Opened, asked: Asked, add: Added, **facts: str
) -> HttpResponse:
    """First what kind of answer it has, then the question itself."""
    kind = _kind_in(request)
    if kind is None or (kind is Kind.LIST and asked.is_inner):
        kinds = [one for one in KINDS if not (asked.is_inner and one[0] is Kind.LIST)]
        has_papers = any(page.get("documents") for page in asked.questions.pages)
        facts = {**facts, "is_new_page": "1" if asked.is_new_page else ""}
        return with_phone(
            request, "kinds", opened, Seen(), kinds=kinds, has_papers=has_papers, **facts
        )
    form = QuestionForm(
        replace(asked, kind=kind), request.POST or None, initial={"seen": opened.seen}
    )
    if form.is_valid():
        changed = deepcopy(asked.questions)
        with errors_on(form):
            path = add(changed, form)
            if kept(request, opened, changed, form, said=gettext("The question is added.")):
                return redirect(address_of(opened, changed.page_of(path)["key"], path))
    return with_phone(request, "question", opened, form, **facts)


def _kind_in(request: StaffRequest) -> Kind | None:
    asked = request.GET.get("kind", "")
    return next((kind for kind in Kind if kind.value == asked), None)
