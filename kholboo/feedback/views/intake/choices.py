"""Pages with one choice: the kind, the service, the place, who is writing."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from kholboo.accounts.access import public
from kholboo.agency.queries import search_services
from kholboo.core import clock
from kholboo.feedback.forms.intake import UNKNOWN, KindForm
from kholboo.feedback.forms.sending import aimag_of, service_of
from kholboo.feedback.models import TermRule
from kholboo.feedback.queries.certificates import certificate_meant
from kholboo.feedback.queries.terms import rules_of_today
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.views.intake.answering import answering_of
from kholboo.feedback.views.intake.pages import (
    Page,
    first_unfinished,
    form_of,
    onward,
    show,
    typed_into,
)
from kholboo.feedback.views.intake.visit import Visit, hold, visit_of
from kholboo.feedback.views.kinds import KINDS
from kholboo.ui.components.links import page_url
from kholboo.ui.components.stories import service_icon

FIRST_WORDS = 100  # letters that a search may bring along


@dataclass(frozen=True)
class KindChoice:
    """One kind as people meet it: an everyday name, an example and the term of its answer."""

    value: CaseKind
    name: object
    example: object
    icon: str
    rule: TermRule | None


EXAMPLES = {
    CaseKind.COMPLAINT: _(
        "Something was not right. A market scale weighs short, an officer was rude, "
        "a fee was taken that nobody explained."
    ),
    CaseKind.REQUEST: _(
        "I need advice or information. Which standard applies? Where is a scale checked?"
    ),
    CaseKind.PETITION: _(
        "I ask for a decision. Check my meter again, correct a mistake in my certificate."
    ),
    CaseKind.SUGGESTION: _("I have an idea how a service or a standard could be better."),
}
ICONS = {
    CaseKind.COMPLAINT: "scale",
    CaseKind.REQUEST: "message-circle",
    CaseKind.PETITION: "file-text",
    CaseKind.SUGGESTION: "lightbulb",
}


def kind_choices() -> list[KindChoice]:
    rules = {rule.kind: rule for rule in rules_of_today(clock.local_date(clock.now()))}
    return [
        KindChoice(kind, KINDS[kind], EXAMPLES[kind], ICONS[kind], rules.get(kind))
        for kind in CaseKind
    ]


@public
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The first page: begin, go on with what waits here, or skip on with a chosen kind."""
    visit = visit_of(request)
    asked = request.GET.get("kind", "")
    kind = asked if asked in CaseKind.values else ""
    if visit.draft and not visit.is_sent and visit.has_words:
        facts: dict[str, Any] = {
            "waiting": visit.draft,
            "text": visit.answers.get("text", ""),
            "asked": kind,
            "about_number": _about_what(request).get("certificate", ""),
            "goes_on": f"feedback:{first_unfinished(visit)}",
        }
        return show(Page.KIND, visit, KindForm(), template="resume", **facts)
    if kind:
        came_with = {"kind": kind, **_about_what(request)}
        return redirect(f"{page_url('/feedback/service/')}?{urlencode(came_with)}")
    return show(
        Page.KIND,
        visit,
        KindForm(initial=visit.answers),
        kinds=kind_choices(),
        sent=visit.draft if visit.is_sent else None,
    )


@public
@require_http_methods(["GET", "POST"])
def kind(request: HttpRequest) -> HttpResponse:
    return _choose(Page.KIND, request, kinds=kind_choices())


@public
@require_http_methods(["GET", "POST"])
def service(request: HttpRequest) -> HttpResponse:
    """Fifteen tiles, or those that match what was typed."""
    asked = request.GET.get("q", "")[:100]
    came_with = "" if asked else request.GET.get("service", "")
    found = [(service, service_icon(service.code)) for service in search_services(asked)]
    # Who came from the page of a service finds it before all others.
    first = [pair for pair in found if pair[0].code == came_with]
    rest = [pair for pair in found if pair not in first]
    return _choose(Page.SERVICE, request, q=asked, first=first, services=rest, unknown=UNKNOWN)


@public
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    return _choose(Page.PLACE, request)


@public
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    return _choose(Page.WHO, request)


def _choose(page: Page, request: HttpRequest, **facts: Any) -> HttpResponse:
    visit = visit_of(request)
    begins = _begins(page, visit)
    if visit.is_sent and not begins:
        return redirect("feedback:sent")
    if request.method == "POST":
        return _keep_choice(page, visit, is_new=begins, **facts)
    if visit.draft is None and not begins:
        return redirect("feedback:start")
    fresh = Visit(request=request, draft=None) if begins and visit.is_sent else visit
    came = _of_address(page, request)
    if fresh.has_words:
        came.pop("text", None)
    initial = {"place": _of_site(request), **fresh.answers, **came}
    form = form_of(page, fresh, initial=initial)
    return show(page, fresh, form, chosen=initial.get(page), **_about(page, fresh), **facts)


def _begins(page: Page, visit: Visit) -> bool:
    """A first page opened with nothing in hand, or after the last message was sent."""
    is_first = page == Page.KIND or bool(_of_address(page, visit.request))
    return is_first and (visit.draft is None or visit.is_sent)


def _of_address(page: Page, request: HttpRequest) -> dict[str, str]:
    """What came along from another page (`?kind=complaint&service=assay`)."""
    kind = request.GET.get("kind", "") if page == Page.SERVICE else ""
    return {"kind": kind, **_about_what(request)} if kind in CaseKind.values else {}


def _about_what(request: HttpRequest) -> dict[str, str]:
    """Service and place that came along from the page of a service, if we know them, the number
    of a certificate from its page, and the words of a search that found nothing.
    """
    known = (("service", service_of), ("place", aimag_of))
    asked = {name: request.GET.get(name, "")[:50].replace("\x00", "") for name, _find in known}
    asked["place"] = asked["place"] or _of_site(request)
    came = {name: asked[name] for name, find in known if find(asked)}
    about = certificate_meant(request.GET.get("certificate", "").replace("\x00", ""))
    if about:
        came["certificate"] = about.number
    words = " ".join(request.GET.get("text", "").replace("\x00", "").split())[:FIRST_WORDS]
    return {**came, "text": words} if words else came


def _of_site(request: HttpRequest) -> str:
    """The aimag whose department's site this is; empty at the head office's."""
    return str(getattr(request, "site_aimag", ""))


def _keep_choice(page: Page, visit: Visit, *, is_new: bool, **facts: Any) -> HttpResponse:
    request = visit.request
    form = form_of(page, visit, request.POST)
    typed = typed_into(form, request)
    draft = visit.save(typed, is_new=is_new)
    answers = {**({} if is_new else visit.answers), **typed}
    if form.is_valid():
        return hold(onward(page, request, answers), draft)
    chosen = typed.get(page)
    return show(page, visit, form, draft=draft, chosen=chosen, **_about(page, visit), **facts)


def _about(page: Page, visit: Visit) -> dict[str, Any]:
    """On the place page: who would answer, once a place was chosen."""
    if page != Page.PLACE or not visit.answers.get("place"):
        return {}
    answering = answering_of(service_of(visit.answers), aimag_of(visit.answers))
    answered_by = answering.sentence(visit.answers.get("kind", ""))
    return {"answering": answering, "answered_by": answered_by}
