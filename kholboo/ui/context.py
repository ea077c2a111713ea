from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page may show: whether this is the demo."""
    return {"is_demo": settings.MODE == "demo", "demo_doors": settings.DEMO_DOORS}
