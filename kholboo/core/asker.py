"""Where a request comes from, as far as we may believe it."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network address of the asker, for rate limits.

    Each proxy of ours appends one address to X-Forwarded-For; what stands before those was
    written by the asker and is worth nothing. TRUSTED_PROXIES says how many are ours.
    """
    ours = settings.TRUSTED_PROXIES
    direct = str(request.META.get("REMOTE_ADDR", ""))
    if not ours:
        return direct
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    return chain[-ours] if len(chain) >= ours and chain[-ours] else direct
