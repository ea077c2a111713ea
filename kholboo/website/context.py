"""What every page may show of the site it stands on; asked only where a template uses it."""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kholboo.website.queries import chrome


def site(request: HttpRequest) -> dict[str, Any]:
    return {"chrome": SimpleLazyObject(lambda: _chrome(request))}


def _chrome(request: HttpRequest) -> chrome.Chrome:
    """The page that says that the database is away has a header too, only without a menu."""
    try:
        return chrome.of(request)
    except DatabaseError:
        return chrome.Chrome()
