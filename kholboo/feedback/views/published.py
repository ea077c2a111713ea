"""Answers for everybody: the list with its search, one answer, and those like a story."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import public
from kholboo.agency.models import Service
from kholboo.agency.queries import services
from kholboo.core import limits
from kholboo.core.asker import address_of
from kholboo.core.errors import TooMany
from kholboo.feedback.forms.published import page_from, words_from
from kholboo.feedback.forms.sending import service_of
from kholboo.feedback.queries import published
from kholboo.feedback.rules import MAX_TEXT
from kholboo.feedback.services.published import count_opinion
from kholboo.feedback.views.intake.pages import private
from kholboo.feedback.views.intake.visit import visit_of

HOUR = 3600
DAY = 24 * HOUR
# While a story is typed the page asks at most every second; many people share one address.
ASKED_IN_AN_HOUR = 1200
# Many people share one address, but so many of them do not read one answer on one day.
OPINIONS_A_DAY = 30
OFFERED = 3


@public
@require_GET
def answers(request: HttpRequest) -> HttpResponse:
    """All published answers, or those with the words and the service of the address."""
    words = words_from(request.GET)
    every = list(services())
    chosen = next((row for row in every if row.code == request.GET.get("service")), None)
    page = published.search_answers(words, service=chosen, number=page_from(request.GET))
    facts = {
        "page": page,
        "words": words,
        "services": every,
        "chosen": chosen,
        "is_narrowed": bool(words or chosen),
        "before": _address(words, chosen, page.number - 1),
        "after": _address(words, chosen, page.number + 1),
    }
    return render(request, "feedback/published/answers.html", facts)


def _address(words: str, service: Service | None, number: int) -> str:
    address = QueryDict(mutable=True)
    parts = {"q": words, "service": service.code if service else "", "page": str(number)}
    address.update({name: value for name, value in parts.items() if value})
    return address.urlencode()


@public
@require_GET
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    found = published.published_answer(answer_id)
    facts = {"answer": found, "is_counted": "counted" in request.GET}
    response = render(request, "feedback/published/answer.html", facts)
    # Who takes the consent back must not be read from a copy somewhere on the way.
    response["Cache-Control"] = "no-store"
    return response


@public
@require_POST
def answer_opinion(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Helpful or not: a count and no person. A second press of the same day is not counted."""
    found = published.published_answer(answer_id)
    opinion = request.POST.get("helped")
    if opinion in ("yes", "no"):
        asker = f"{found.pk}:{address_of(request)}"
        # The key as the browser sent it: anybody can write a new one into every request.
        browser = f"{asker}:{request.session.session_key or ''}"
        try:
            limits.knock("answers.helped.address", asker, limit=OPINIONS_A_DAY, seconds=DAY)
            limits.knock("answers.helped", browser, limit=1, seconds=DAY)
            count_opinion(found, has_helped=opinion == "yes")
        except TooMany:
            pass
    return redirect(f"{reverse('feedback:answer', args=[found.pk])}?counted=1#opinion")


@public
@require_POST
def answers_like(request: HttpRequest) -> HttpResponse:
    """A part of the story page: answers that may spare the writer the waiting. Nothing is kept."""
    limits.knock("answers.like", address_of(request), limit=ASKED_IN_AN_HOUR, seconds=HOUR)
    text = request.POST.get("text", "")[:MAX_TEXT].replace("\x00", "")
    service = service_of(visit_of(request).answers)
    found = published.similar_answers(text, service, limit=OFFERED)
    heading = _("This may help at once")
    facts = {"similar": found, "heading": heading}
    return private(render(request, "feedback/published/parts/similar.html", facts))
