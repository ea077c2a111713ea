"""The last pages: check your answers, send, and what you are given for it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kholboo.accounts.access import public
from kholboo.accounts.models import User
from kholboo.core import clock, limits
from kholboo.core.asker import address_of
from kholboo.core.errors import RuleBroken
from kholboo.core.formats.days import moment_long
from kholboo.feedback.contacts import person_of
from kholboo.feedback.forms.sending import (
    aimag_of,
    case_from,
    joint_from,
    person_from,
    service_of,
)
from kholboo.feedback.models import Case, Draft
from kholboo.feedback.people import spaced
from kholboo.feedback.queries.certificates import certificate_meant, certificate_of
from kholboo.feedback.queries.counting import Counting, counting_of, counting_under
from kholboo.feedback.queries.exclusions import recognised_in
from kholboo.feedback.queries.published import similar_answers
from kholboo.feedback.queries.terms import rule_for
from kholboo.feedback.rules import CaseKind, PersonKind
from kholboo.feedback.secret import link_token, secret_of
from kholboo.feedback.services import drafts
from kholboo.feedback.services.messages import follow_link
from kholboo.feedback.views.intake.answering import Answering, answering_of
from kholboo.feedback.views.intake.pages import (
    LABELS,
    STEP,
    Page,
    back_from,
    first_unfinished,
    private,
)
from kholboo.feedback.views.intake.summary import rows_of
from kholboo.feedback.views.intake.visit import (
    HOUR,
    SENT_IN_AN_HOUR,
    Visit,
    hold,
    let_go,
    visit_of,
)
from kholboo.feedback.views.intake.words import said_in
from kholboo.feedback.views.kinds import KINDS
from kholboo.feedback.views.standing import joint_facts
from kholboo.notifications.services.devices import public_key
from kholboo.ui.components.links import page_url


@public
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """All answers with a way to change each; the button sends. Repeating it sends once."""
    visit = visit_of(request)
    if visit.is_sent:
        return redirect("feedback:sent")
    if visit.draft is None:
        return redirect("feedback:start")
    unfinished = first_unfinished(visit)
    if unfinished != Page.CHECK:
        return redirect(f"{reverse(f'feedback:{unfinished}')}?then={Page.CHECK}")
    refusal = None
    if request.method == "POST":
        try:
            _send(visit, visit.draft)
        except RuleBroken as error:
            refusal = error
        else:
            return hold(redirect("feedback:sent"), visit.draft)
    return private(
        render(
            request,
            "feedback/intake/check.html",
            _check_facts(visit) | {"refusal": refusal},
            status=422 if refusal else 200,
        )
    )


def _send(visit: Visit, draft: Draft) -> None:
    request = visit.request
    user = request.user if isinstance(request.user, User) else None
    limits.knock("feedback.send", address_of(request), limit=SENT_IN_AN_HOUR, seconds=HOUR)
    new = case_from(draft.key, visit.answers, visit.documents, user=user)
    drafts.send(draft, new)


def _check_facts(visit: Visit) -> dict[str, Any]:
    answers = visit.answers
    kind = CaseKind(answers["kind"])
    service = service_of(answers)
    answering = answering_of(service, aimag_of(answers))
    person = person_from(answers)
    joint = joint_from(answers, visit.documents)
    is_named = person.kind != PersonKind.UNNAMED
    return {
        "rows": rows_of(answers, person, visit.documents, answering, joint),
        "steps": LABELS,
        "step": STEP[Page.CHECK],
        "back": back_from(Page.CHECK, visit.request, answers),
        "answering": answering,
        "answered_by": answering.sentence(kind),
        "is_named": is_named,
        "recognised": recognised_in(said_in(visit)),
        "counting": _counting_if_sent_now(kind, answering) if is_named else None,
        "similar": similar_answers(answers.get("text", ""), service),
    }


def _counting_if_sent_now(kind: CaseKind, answering: Answering) -> Counting | None:
    now = clock.now()
    rule = rule_for(kind, clock.local_date(now, answering.office.zone))
    return counting_under(rule, office=answering.office, started=now, now=now) if rule else None


@public
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """The receipt; only for the browser that holds the draft it came from."""
    visit = visit_of(request)
    case = visit.draft.case if visit.draft else None
    if case is None:
        return redirect("feedback:start")
    person = person_of(case.contact)
    facts = {
        "case": case,
        "secret": secret_of(case),
        "counting": counting_of(case, now=clock.now()),
        "answering": answering_of_case(case),
        "facts": _facts_of(case),
        "person": person,
        "phone": spaced(person.phone),
        "is_named": case.contact.kind != PersonKind.UNNAMED,
        "follow_link": follow_link(case),
        **joint_facts(case),
        "has_notices": bool(public_key()),
        "follow_path": reverse("feedback:open_link", args=[case.number, link_token(case)]),
    }
    return private(render(request, "feedback/intake/sent.html", facts))


def _facts_of(case: Case) -> list[tuple[str, object]]:
    """What a receipt on paper must say besides the number and the code."""
    return [
        (_("Received"), moment_long(case.received_at, case.office.zone)),
        (_("What it is"), KINDS[CaseKind(case.kind)]),
        (_("About the certificate"), certificate_of(case)),
        (_("Where to follow"), settings.PUBLIC_URL.split("//")[-1] + reverse("feedback:track")),
    ]


def answering_of_case(case: Case) -> Answering:
    """The office as it stands in the case, not as it would be chosen now."""
    guessed = case.office.is_sample or bool(case.service and case.service.is_routing_sample)
    return Answering(office=case.office, unit=case.unit, is_sample=guessed)


@public
@require_POST
def anew(request: HttpRequest) -> HttpResponse:
    """Forget the draft, words and files, and begin with an empty page."""
    visit = visit_of(request)
    if visit.draft:
        drafts.forget(visit.draft)
    kind = request.POST.get("kind", "")
    came_with = {"kind": kind} if kind in CaseKind.values else {}
    about = certificate_meant(request.POST.get("certificate", "").replace("\x00", ""))
    if came_with and about:
        came_with["certificate"] = about.number
    query = f"?{urlencode(came_with)}" if came_with else ""
    return let_go(redirect(page_url("/feedback/") + query))
