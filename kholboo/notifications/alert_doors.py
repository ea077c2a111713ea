"""Which device a browser is: its session remembers it, and its script can say it anew."""

from django.http import HttpRequest

from kholboo.notifications import queries
from kholboo.notifications.models import Device

HELD = "device"


def device_of(request: HttpRequest) -> Device | None:
    """None where this browser is told nothing, or has not shown itself in this session."""
    return queries.device_numbered(request.session.get(HELD))


def remember(request: HttpRequest, device: Device) -> None:
    request.session[HELD] = device.pk
