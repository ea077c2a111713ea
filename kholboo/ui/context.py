from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page may show: whether this is the demo, whether there is an app."""
    return {
        "is_demo": settings.MODE == "demo",
        "demo_doors": settings.DEMO_DOORS,
        "has_app": settings.APP == "on",
    }
