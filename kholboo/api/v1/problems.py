"""What a caller is told when something is wrong: RFC 9457, every wrong field, one language."""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from kholboo.core import edge
from kholboo.core.errors import DomainError, TooMany
from kholboo.feedback.rules import MAX_TEXT

log = logging.getLogger("kholboo.api")
CONTENT_TYPE = "application/problem+json"
# Names of unknown fields are said back, but nobody needs a page of them.
LONGEST_NAME, MOST_ERRORS = 80, 50
TRY_AGAIN = 5  # seconds

SENTENCES = {
    "missing": gettext_lazy("This is required."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_type": gettext_lazy("This must be text in quotation marks."),
    "string_unicode": gettext_lazy("This text is broken: it holds half of a character."),
    "string_too_short": gettext_lazy("Write something here."),
    "string_too_long": gettext_lazy("At most %(max_length)s letters fit here."),
    "enum": gettext_lazy("Choose one of: %(choices)s."),
    "uuid_parsing": gettext_lazy(
        "The key must be a UUID, for example 6f1c2b5e-8a34-4c6f-9d2b-0a1e5c7d9f10."
    ),
    "not_object": gettext_lazy("This must be an object with named fields."),
    "nul": gettext_lazy("The text holds a sign that cannot be kept (NUL). Take it out."),
    "name_letters": gettext_lazy("Write the name with letters only. Example: Болд"),
    "phone_digits": gettext_lazy("A phone number has 8 digits. Example: 9911 2233"),
    "register_digits": gettext_lazy(
        "An organisation's register has exactly 7 digits. Example: 5123456"
    ),
    "email_shape": gettext_lazy("This is not a whole e-mail address. Example: bold@example.mn"),
    "service_unknown": gettext_lazy("There is no such service. The list: /api/v1/services"),
    "aimag_unknown": gettext_lazy("There is no such aimag. The list: /api/v1/offices"),
    "certificate_unknown": gettext_lazy(
        "There is no certificate with this number. The list: /api/v1/certificates"
    ),
    "needed_by_law": gettext_lazy("The law asks for this."),
    "no_way_back": gettext_lazy("Write a phone number or an e-mail, so we can reach you."),
    "reply_needs_phone": gettext_lazy("Write the phone number the SMS should go to."),
    "reply_needs_email": gettext_lazy("Write the e-mail address the answer should go to."),
    "reply_needs_address": gettext_lazy("Write the address the letters should go to."),
}
OTHER = gettext_lazy("This is not right. The description: /api/v1/")
SAME_AS = {
    "union_tag_not_found": "missing",
    "union_tag_invalid": "enum",
    "literal_error": "enum",
    "uuid_type": "uuid_parsing",
    "model_type": "not_object",
    "model_attributes_type": "not_object",
    "dict_type": "not_object",
}
# The choice of a union stands in the place of an error, but no caller wrote it.
TAGS = ("person", "organisation", "unnamed")


def problem(
    status: int, code: str, detail: str, errors: Iterable[Mapping[str, str]] = ()
) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": code.replace("_", " "),
        "status": status,
        "code": code,
        "detail": detail,
        "errors": list(errors),
    }
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)


def handle_on(api: NinjaAPI) -> None:
    """Give every failure of this API its answer."""
    answers: list[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]] = [
        (DomainError, _refused),
        (ValidationError, _not_valid),
        (HttpError, _not_json),
        (RequestDataTooBig, _too_big),
        (UnreadablePostError, _not_json),
        (OperationalError, _away),
        (InterfaceError, _away),
        (Exception, _broken),
    ]
    for failure, answer in answers:
        api.add_exception_handler(failure, answer)


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    response = edge.problem(error)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.seconds)
    return response


def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    wrong = [_wrong(one) for one in error.errors[:MOST_ERRORS]]
    return problem(422, "not_valid", _("Some fields are not right. Each one is listed."), wrong)


def _not_json(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(400, "not_json", _("The body must be one JSON object in UTF-8."))


def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    sentence = _("The body is too big: at most %(count)s letters of text fit.")
    return problem(413, "too_big", sentence % {"count": MAX_TEXT})


def _away(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database is away: nothing was kept, or it was and the same key will say so."""
    log.error("database_away path=%s", request.path, exc_info=error)
    response = problem(
        503, "away", _("We cannot answer at this moment. Send it again with the same key.")
    )
    response["Retry-After"] = str(TRY_AGAIN)
    return response


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("api_broken path=%s", request.path, exc_info=error)
    return problem(500, "broken", _("The fault is ours and it is written down. Try again later."))


def _wrong(error: Mapping[str, Any]) -> dict[str, str]:
    kind = str(error["type"])
    code = SAME_AS.get(kind, kind)
    facts = {**error.get("ctx", {})}
    facts["choices"] = ", ".join(re.findall(r"'([^']+)'", _choices(facts)))
    sentence = SENTENCES.get(code, OTHER)
    return {"field": _field(error), "code": code, "message": str(sentence) % facts}


def _choices(facts: Mapping[str, Any]) -> str:
    return str(facts.get("expected_tags") or facts.get("expected") or "")


def _field(error: Mapping[str, Any]) -> str:
    """`person.phone` or `Idempotency-Key`; an empty name is the body itself."""
    source, *path = (str(part) for part in error["loc"])
    if source == "body":
        path = path[1:]  # the name of the argument that takes the body
        if len(path) > 1 and path[0] == "person" and path[1] in TAGS:
            del path[1]
        if error["type"].startswith("union_tag"):
            path.append("kind")
    name = ".".join(path)
    return name.encode(errors="replace").decode()[:LONGEST_NAME]
