"""Pages that belong to no other house: the first page, the way to standards, refusals."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from kholboo.ui import patterns as pattern_page
from kholboo.ui.standard_number import tidy_number

View = TypeVar("View", bound=Callable[..., HttpResponse])


def public(view: View) -> View:
    """The mark `@public` of `accounts.access`, which stands a floor above this house."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


@public
def standard(request: HttpRequest) -> HttpResponse:
    """The catalogue is another site: say so, and hand over the number in its own spelling."""
    asked = request.GET.get("q", "")[:200]
    return render(request, "ui/standard.html", {"asked": asked, "number": tidy_number(asked)})


@public
def patterns(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns.html", pattern_page.examples(request))


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/403.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/404.html", {"is_nowhere": True}, status=404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/500.html", status=500)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/csrf.html", status=403)
