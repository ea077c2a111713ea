"""The mark of pages that are the same for everybody without a session."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Put into the request by the front, which alone knows that the asker has no session.
MAY_KEEP = "kholboo.may_keep"
# Told to the front by the view; it never leaves the house.
KEEP = "X-Kholboo-Keep"


def is_one_of_few(request: HttpRequest) -> bool:
    """Nobody fills the store with `?page=` of pages that have none: the view says which it has."""
    return not request.GET or getattr(request, "is_sheet", False)


def kept(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the front keep this view's answers. Not for pages with a form, a cookie or a nonce."""

    @wraps(view)
    def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.META.get(MAY_KEEP) and response.status_code == 200 and is_one_of_few(request):
            response[KEEP] = "yes"
        return response

    return keeping
