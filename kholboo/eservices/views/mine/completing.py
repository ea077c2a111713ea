"""Answering what was asked: exactly these questions and papers, nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import MemberRequest, StaffRequest, member
from kholboo.core.errors import RuleBroken
from kholboo.eservices.engine.forms.form import Field, Page
from kholboo.eservices.engine.forms.reading import understand
from kholboo.eservices.forms.pages import Given, PageForm
from kholboo.eservices.forms.papers import PapersForm
from kholboo.eservices.forms.typed import typed_on
from kholboo.eservices.models import Application, Completion
from kholboo.eservices.papers import Paper
from kholboo.eservices.queries import tracking
from kholboo.eservices.queries.answers import whole_answers
from kholboo.eservices.queries.asked import Asked, asked_by
from kholboo.eservices.services import completing
from kholboo.eservices.services.arriving import Arrived, receive, waiting
from kholboo.eservices.views.applying.visit import language
from kholboo.eservices.views.mine.application import show

KEPT = "kept"
Signed = MemberRequest | StaffRequest


@dataclass(frozen=True)
class Side:
    """Whose page it is: `show` makes it, `home` is the name of the address one comes back to."""

    show: Callable[..., HttpResponse]
    home: str


@member
@require_http_methods(["GET", "POST"])
def complete(request: MemberRequest, application: str) -> HttpResponse:
    found = tracking.application_for(request.user, application)
    return completion_page(request, found, Side(show, "eservices:application"))


def completion_page(request: Signed, found: Application, side: Side) -> HttpResponse:
    """Ask, and take the answer; for the applicant, or for who applied on paper."""
    asked, row = asked_by(found.version), tracking.open_completion(found)
    if row is None:
        return redirect(side.home, found.number)
    page, wanted = _page(asked, row), _papers(asked, row)
    if request.method == "POST":
        return _answer(request, found, page, wanted, side)
    typed = whole_answers(found)
    form = PageForm(page, Given(typed, typed), language=language())
    papers = PapersForm(wanted, language=language())
    return _show(request, found, form, papers, {}, side=side)


def _answer(
    request: Signed, found: Application, page: Page, wanted: Sequence[Paper], side: Side
) -> HttpResponse:
    asked = asked_by(found.version)
    given = typed_on(page, request.POST)
    _change_list(given, request.POST.get("go", ""))
    typed = {**whole_answers(found), **given}
    understood = understand(asked.form, typed)
    papers = PapersForm(wanted, request.POST, request.FILES, language=language())
    arrived = _arrived(request, wanted, papers)
    wrongs = understood.wrongs_on(page)
    if request.POST.get("go"):
        form = PageForm(page, Given(typed, understood.answers), language=language())
        return _show(request, found, form, papers, arrived, side=side)
    form = PageForm(page, Given(typed, understood.answers, wrongs), language=language())
    for paper in wanted:
        if not arrived.get(paper.key) and not papers.has_error(paper.key):
            papers.add_error(paper.key, _("Add this document."))
    refusal = None
    if not wrongs and papers.is_valid():
        try:
            completing.answer(
                found, answers=understood.answers, documents=arrived, actor=request.user
            )
        except RuleBroken as error:
            refusal = error
        else:
            return redirect(side.home, found.number)
    return _show(request, found, form, papers, arrived, side=side, refusal=refusal, status=422)


def _arrived(request: Signed, wanted: Sequence[Paper], form: PapersForm) -> Arrived:
    """Files of this and of an earlier try, so that nobody chooses them twice."""
    arrived = waiting(request.POST.getlist(KEPT), actor=request.user)
    for paper in wanted:
        chosen = request.FILES.getlist(paper.key)
        # The page sends back what it was sent: no more of it than fits.
        arrived[paper.key] = arrived.get(paper.key, [])[: paper.most]
        room = paper.most - len(arrived[paper.key])
        received, refused = receive(chosen[:room], actor=request.user)
        for sentence in refused:
            form.add_error(paper.key, sentence)
        if len(chosen) > room:
            form.add_error(paper.key, _("At most %(most)s files fit here.") % {"most": paper.most})
        if received:
            arrived[paper.key].extend(received)
    return {paper.key: arrived[paper.key] for paper in wanted if arrived.get(paper.key)}


def _show(  # noqa: PLR0913  # the parts of one page
    request: Signed,
    found: Application,
    form: PageForm,
    papers: PapersForm,
    arrived: Arrived,
    *,
    side: Side,
    refusal: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    groups = form.groups()
    places = [
        {"bound": papers[key], "files": arrived.get(key, []), "key": key} for key in papers.fields
    ]
    shown = " ".join(one.question.bound.name for one in groups if one.question)
    facts: dict[str, Any] = {
        "form": form,
        "papers_form": papers,
        "groups": groups,
        "places": places,
        "shown": shown,
        "refusal": refusal,
        "is_completing": True,
    }
    return side.show(request, found, status=status, **facts)


def _page(asked: Asked, row: Completion) -> Page:
    """The questions that were asked for, in the order of the form."""
    fields: tuple[Field, ...] = tuple(one for one in asked.form.fields if one.key in row.fields)
    words = {"mn": "", "en": ""}
    return Page("complete", words, None, None, fields)


def _papers(asked: Asked, row: Completion) -> list[Paper]:
    return [paper for paper in asked.papers if paper.key in row.documents]


def _change_list(given: dict[str, Any], go: str) -> None:
    verb, _colon, rest = go.partition(":")
    key, _colon, place = rest.partition(":")
    rows = given.get(key)
    if not isinstance(rows, list):
        return
    if verb == "add":
        rows.append({})
    elif verb == "remove" and place.isascii() and place.isdecimal() and int(place[:4]) < len(rows):
        del rows[int(place[:4])]
