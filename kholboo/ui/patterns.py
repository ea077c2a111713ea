"""What the pattern page shows: invented examples for every component in every state."""

from typing import Any

from django.http import HttpRequest


def examples(request: HttpRequest) -> dict[str, Any]:
    return {}
