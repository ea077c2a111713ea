"""Where refusals become HTTP. Nothing below this file knows a status code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from kholboo.core.errors import (
    DomainError,
    NotAllowed,
    NotFound,
    RuleBroken,
    TooMany,
    Unreachable,
)

STATUS: dict[type[DomainError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    RuleBroken: 422,
    TooMany: 429,
    Unreachable: 503,
}


NOTHING = "\x00"


def status_of(error: DomainError) -> int:
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)


class RefusalMiddleware:
    """Turns a refusal nobody caught into a page (or problem+json under /api/)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _without_nothing(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        status = status_of(error)
        response: HttpResponse
        door = error.facts.get("door")
        if isinstance(door, str) and request.method == "GET":
            # The asker can open the way themselves: lead there, and afterwards back here.
            return _led_to(f"{door}?{urlencode({'next': request.get_full_path()})}", request)
        if request.path.startswith("/api/"):
            response = problem(error)
        else:
            response = render(request, "ui/refusal.html", {"error": error}, status=status)
        if isinstance(error, TooMany):
            response["Retry-After"] = str(error.seconds)
        return response


def _without_nothing(request: HttpRequest) -> None:
    """The sign of nothing (U+0000) stands on no keyboard, and a database can neither keep it nor
    look for it: in a question it is dropped, and no address has it.
    """
    if NOTHING in request.path_info:
        raise Http404
    asked = request.META.get("QUERY_STRING", "")
    # Again and again: of %%0000 the first dropping leaves another one.
    while "%00" in asked or NOTHING in asked:
        asked = asked.replace("%00", "").replace(NOTHING, "")
        request.META["QUERY_STRING"] = asked


def _led_to(address: str, request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def problem(error: DomainError) -> JsonResponse:
    """The refusal as RFC 9457 problem details."""
    status = status_of(error)
    body = {
        "type": "about:blank",
        "title": error.code.replace("_", " "),
        "status": status,
        "code": error.code,
        "detail": error.message,
    }
    if error.field:
        body["errors"] = [{"field": error.field, "message": error.message}]
    return JsonResponse(body, status=status, content_type="application/problem+json")


@contextmanager
def errors_on(form: BaseForm) -> Iterator[None]:
    """Show a broken rule on the form the person just sent, next to the field it concerns."""
    try:
        yield
    except RuleBroken as error:
        field = error.field if error.field in form.fields else None
        form.add_error(field, error.message)
