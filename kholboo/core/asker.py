"""Where a request comes from, as far as we may believe it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The network of the asker, for rate limits: an IPv4 address, or a /64 of IPv6.

    Each proxy of ours appends one address to X-Forwarded-For; what stands before those was
    written by the asker and is worth nothing. TRUSTED_PROXIES says how many are ours.
    """
    ours = settings.TRUSTED_PROXIES
    direct = _network(str(request.META.get("REMOTE_ADDR", "")))
    if not ours:
        return direct
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    return _network(chain[-ours]) if len(chain) >= ours and chain[-ours] else direct


def _network(address: str) -> str:
    """One home or phone has a whole /64 of IPv6, so counting single addresses counts nothing."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(known), 64), strict=False))
