"""A page of the form: whatever was typed is kept before it is judged."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kholboo.accounts.access import MemberRequest, member
from kholboo.eservices.engine.forms.form import Kind, Page
from kholboo.eservices.engine.forms.reading import Understood, Wrong, shown_fields
from kholboo.eservices.engine.forms.telling import say
from kholboo.eservices.forms.pages import Given, PageForm
from kholboo.eservices.forms.typed import typed_on
from kholboo.eservices.services import drafting
from kholboo.eservices.views.applying import papers
from kholboo.eservices.views.applying.visit import Visit, elsewhere, language, show, visit_of


@member
@require_http_methods(["GET", "POST"])
def page(request: MemberRequest, draft_key: UUID, page: str) -> HttpResponse:
    visit = visit_of(request, draft_key)
    away = elsewhere(visit)
    if away is not None:
        return away
    here = visit.page(page)
    if here.has_documents:
        return papers.page(visit, here)
    if request.method == "POST":
        return _keep(visit, here)
    given = Given(visit.typed, visit.understood.answers)
    return show_page(visit, here, PageForm(here, given, language=language()))


def show_page(
    visit: Visit, page: Page, form: PageForm, *, status: int = 200, **facts: Any
) -> HttpResponse:
    spoken = language()
    groups = form.groups()
    keys = [one.key for one in visit.pages]
    return show(
        visit,
        "page",
        status=status,
        form=form,
        groups=groups,
        title=say(page.title, spoken),
        hint=say(page.hint, spoken),
        step=keys.index(page.key) + 1 if page.key in keys else 1,
        back=visit.before(page),
        shown=" ".join(
            one.question.bound.name for one in groups if one.question and one.question.is_shown
        ),
        **facts,
    )


def _keep(visit: Visit, page: Page) -> HttpResponse:
    post = visit.request.POST
    typed, go = typed_on(page, post), post.get("go", "")
    anchor = change_list(page, typed, go)
    drafting.save(visit.draft, typed)
    if go == "keep":
        # Saved by the page's script while somebody writes: there is nothing to show.
        return HttpResponse(status=204)
    if anchor:
        return redirect(f"{visit.request.get_full_path()}#{anchor}")
    fresh = visit_of(visit.request, visit.draft.key)
    seen = set(post.get("shown", "").split())
    wrongs, is_more = _judged(page, fresh.understood, seen)
    if not wrongs and not is_more:
        return redirect(fresh.after(page))
    given = Given(fresh.typed, fresh.understood.answers, wrongs)
    form = PageForm(page, given, language=language())
    return show_page(fresh, page, form, status=422, is_more=is_more)


def _judged(page: Page, understood: Understood, seen: set[str]) -> tuple[list[Wrong], bool]:
    """What is wrong of the questions that were seen, and whether an answer brought new ones."""
    shown = shown_fields(page.fields, understood.answers)
    new = {field.key for field in shown if field.kind is not Kind.LIST} - seen
    wrongs = [wrong for wrong in understood.wrongs_on(page) if wrong.place not in new]
    return wrongs, bool(new)


def change_list(page: Page, typed: dict[str, Any], go: str) -> str:
    """Add or take away an item, as a button asked; gives where the page should stand then."""
    verb, _colon, rest = go.partition(":")
    key, _colon, place = rest.partition(":")
    field = next((one for one in page.fields if one.key == key and one.kind is Kind.LIST), None)
    if field is None:
        return ""
    rows: list[Any] = typed[key]
    if verb == "add" and len(rows) < field.spec["maxItems"]:
        rows.append({})
        return f"{key}-{len(rows)}"
    if verb == "remove" and place.isascii() and place.isdecimal() and int(place[:4]) < len(rows):
        del rows[int(place[:4])]
        return f"{key}-{max(1, int(place[:4]))}"
    return ""
