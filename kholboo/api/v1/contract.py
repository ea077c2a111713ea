"""The API as one thing: its operations, its door, its OpenAPI document."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import NinjaAPI

from kholboo.accounts.access import public
from kholboo.api.v1 import cases, certificates, enquiries, offices, services, standards
from kholboo.api.v1.problems import CONTENT_TYPE, handle_on, problem

PREFIX = "/api/v1/"
DESCRIPTION = (
    "Send a suggestion, request, petition or complaint to the Mongolian Agency for "
    "Standardization and Metrology, and follow it. All times are UTC; dates are those of the "
    "office. Mistakes come as RFC 9457 problem details in Mongolian, or in English with "
    "`Accept-Language: en`."
)

api = NinjaAPI(
    title="Kholboo", version="1", description=DESCRIPTION, docs_url=None, openapi_url=None
)
for house in (services, offices, standards, certificates, enquiries, cases):
    api.add_router("", house.router)
handle_on(api)

View = Callable[..., HttpResponse]


def doors() -> list[URLPattern]:
    """Our operations with their marks; the library's own pages stay away."""
    ours = [one for one in api.urls[0] if getattr(one, "name", "") != "api-root"]
    return [
        URLPattern(one.pattern, guarded(one.callback), one.default_args, one.name)
        for one in ours
        if isinstance(one, URLPattern)
    ]


def guarded(view: View) -> View:
    """Speak the caller's language, take JSON only, and say every refusal as a problem."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_of(request)
        with override(language):
            response = _wrong_type(request) or view(request, *args, **kwargs)
            if response.status_code == 405:
                response = _wrong_method(response)
        response["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
        return response

    door.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is read here
    return public(door)


def language_of(request: HttpRequest) -> str:
    """English where the caller prefers it to Mongolian, else Mongolian."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in ("mn", "en"):
            return code.split("-")[0]
    return "mn"


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return problem(404, "not_found", _("There is no such address. The description: /api/v1/"))


def _wrong_type(request: HttpRequest) -> HttpResponse | None:
    if request.method != "POST" or request.content_type == "application/json":
        return None
    return problem(415, "wrong_type", _("Send JSON: Content-Type: application/json"))


def _wrong_method(found: HttpResponse) -> HttpResponse:
    response = problem(405, "wrong_method", _("This address does not take this method."))
    response["Allow"] = found["Allow"]
    return response


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document: refusals under their own content type, headers named."""
    schema = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for path in schema["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                _complete(answer, int(status))
    created = schema["paths"][f"{PREFIX}cases"]["post"]["responses"]
    where = _header("The address of the case in this API.")
    created[201]["headers"] = {"Location": where}
    created[200]["headers"] = {"Location": where, "Idempotent-Replayed": _header("Always true.")}
    return schema


def _complete(answer: dict[str, Any], status: int) -> None:
    if status >= 400 and "content" in answer:
        answer["content"] = {CONTENT_TYPE: answer["content"].pop("application/json")}
    if status in (429, 503):
        answer["headers"] = {"Retry-After": _header("Seconds to wait.")}


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}
