"""Letters written without network: their page, their list, and the door they are sent to.

A letter comes in parts, each with a key its phone made: first its files, one request each, then
its words. Any part may come again, as often as the network likes: it stays one file and one case.
"""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kholboo.accounts.access import public
from kholboo.accounts.mark import mark_of
from kholboo.accounts.models import User
from kholboo.core import clock, limits
from kholboo.core.asker import address_of
from kholboo.core.edge import problem
from kholboo.core.errors import DomainError, RuleBroken, TooMany
from kholboo.core.formats.days import day_long
from kholboo.documents.models import Document
from kholboo.documents.queries import document_with_key
from kholboo.documents.rules import MOST_FILES, DocumentKind, check_count
from kholboo.documents.services.uploads import receive_upload
from kholboo.feedback.forms import outbox
from kholboo.feedback.forms.sending import case_from
from kholboo.feedback.queries.fields import Needs, needs_of, needs_of_named
from kholboo.feedback.rules import Channel
from kholboo.feedback.secret import link_token
from kholboo.feedback.services.intake import Receipt, is_known, receive_case
from kholboo.feedback.views.intake.choices import EXAMPLES, ICONS
from kholboo.feedback.views.intake.pages import KEPT_LETTERS
from kholboo.feedback.views.intake.visit import HOUR, SENT_IN_AN_HOUR

# Repetitions cost us little; a loop of a broken phone must still end.
KNOCKS_IN_AN_HOUR = 600
View = Callable[[HttpRequest], HttpResponse]


class FilesGone(RuleBroken):
    """Files brought long ago were swept away: the phone brings them again and asks anew."""

    code = "files_gone"


def spoken(view: View) -> View:
    """Refusals as JSON, for a phone that sends by itself; nothing of it is stored on the way."""

    @wraps(view)
    def door(request: HttpRequest) -> HttpResponse:
        try:
            limits.knock(
                "feedback.outbox", address_of(request), limit=KNOCKS_IN_AN_HOUR, seconds=HOUR
            )
            response = view(request)
        except DomainError as error:
            response = problem(error)
            if isinstance(error, TooMany):
                response["Retry-After"] = str(error.seconds)
        response["Cache-Control"] = "no-store"
        return response

    return door


@public
@require_GET
@never_cache
def token(request: HttpRequest) -> HttpResponse:
    """The sign a form of ours carries; fetched at the moment of sending, for pages may be old."""
    return JsonResponse({"token": get_token(request)})


@public
@require_POST
@spoken
def take_file(request: HttpRequest) -> HttpResponse:
    files = request.FILES.getlist("file")
    check_count(len(files))
    if len(files) != 1:
        raise RuleBroken(_("Send one file at a time."), field="files")
    key = _key(request.POST.get("key"))
    document = receive_upload(files[0], actor=None, client_key=key, asker=address_of(request))
    return JsonResponse({"key": str(key), "name": document.original_name}, status=201)


@public
@require_POST
@spoken
def take_letter(request: HttpRequest) -> HttpResponse:
    """The words; the answer is the receipt: 201 the first time, 200 when it was here before."""
    sent = _body(request)
    key, answers = _key(sent.get("key")), _answers(sent)
    documents = _documents(sent)
    before = is_known(key)
    if not before:
        limits.knock("feedback.send", address_of(request), limit=SENT_IN_AN_HOUR, seconds=HOUR)
        wrong = outbox.refusals(
            answers, _needs(answers), has_voice=any(_is_voice(one) for one in documents)
        )
        if wrong:
            return JsonResponse({"code": "invalid", "errors": wrong}, status=422)
    try:
        receipt = receive_case(case_from(key, answers, documents, user=_writer(request, sent)))
    except RuleBroken as error:
        response = problem(error)
        response.status_code = 409 if is_known(key) else 422
        return response
    return JsonResponse(_told(receipt), status=201 if receipt.is_new else 200)


@public
@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """What this phone keeps and sends; the page is the same for everybody."""
    return render(request, "feedback/outbox/letters.html")


@public
@require_GET
def write(request: HttpRequest) -> HttpResponse:
    """All questions on one page, with lists and rules of today in it."""
    asked = outbox.asked()
    facts = {
        **asked,
        "examples": EXAMPLES,
        "pictures": ICONS,
        "most": MOST_FILES,
        "needs": _all_needs(),
        "sentences": outbox.sentences(asked),
    }
    return render(request, "feedback/outbox/write.html", facts)


def _all_needs() -> dict[str, list[str]]:
    """What the law asks of each sender today, by "kind person"."""
    named = needs_of_named(channel=Channel.WEB, day=clock.local_date(clock.now()))
    return {
        f"{kind} {person}": sorted(str(need) for need in needs.what)
        for (kind, person), needs in named.items()
    }


def _needs(answers: Mapping[str, str]) -> Needs:
    return needs_of(
        kind=answers.get("kind", ""),
        person=answers.get("who", ""),
        channel=Channel.WEB,
        day=clock.local_date(clock.now()),
    )


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except ValueError:
        sent = None
    if not isinstance(sent, dict):
        raise RuleBroken(_("This message arrived broken. Please send it again."))
    return sent


def _key(typed: Any) -> UUID:
    try:
        return UUID(str(typed))
    except ValueError:
        raise RuleBroken(_("This message arrived broken. Please send it again.")) from None


def _answers(sent: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: value[:KEPT_LETTERS].replace("\x00", "")
        for name, value in sent.items()
        if isinstance(value, str)
    }


def _documents(sent: Mapping[str, Any]) -> list[Document]:
    keys = sent.get("files") or []
    if not isinstance(keys, list):
        raise RuleBroken(_("This message arrived broken. Please send it again."))
    check_count(len(keys))
    found = [document_with_key(_key(key), None) for key in dict.fromkeys(map(str, keys))]
    if not all(found):
        raise FilesGone(_("Some of the files are no longer here. They are brought again."))
    return [one for one in found if one]


def _is_voice(document: Document) -> bool:
    return document.kind == DocumentKind.AUDIO


def _writer(request: HttpRequest, sent: Mapping[str, Any]) -> User | None:
    """Who is signed in, if they wrote it: on a shared phone it may have been somebody else."""
    user = request.user if isinstance(request.user, User) else None
    return user if user and sent.get("account") == mark_of(user) else None


def _told(receipt: Receipt) -> dict[str, str]:
    case = receipt.case
    return {
        "number": case.number,
        "secret": receipt.secret,
        "due": day_long(case.due_on) if case.due_on else "",
        "office": case.office.name,
        "follow": reverse("feedback:open_link", args=[case.number, link_token(case)]),
    }
