"""What every page may show of the site it stands on; asked only where a template uses it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kholboo.website.queries import chrome


def site(request: HttpRequest) -> dict[str, Any]:
    return {"chrome": SimpleLazyObject(lambda: chrome.of(request))}
