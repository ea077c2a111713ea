"""Which push services we speak with. An endpoint is typed by a stranger's browser: nothing else
may be reached through it.
"""

import re
from collections.abc import Iterable

import httpx

from kholboo.core.egress import origin_of

LONGEST = 1000
# Signs in disguise (`%2F`) mean one thing to us and may mean another to whoever looks the name up.
NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_NAMES = {
    "googleapis.com": "Google",
    "mozilla.com": "Mozilla",
    "apple.com": "Apple",
    "windows.com": "Windows",
}


def is_known(endpoint: str, *, hosts: Iterable[str], simulator: str = "") -> bool:
    """Whether it stands at one of `hosts` (`name`, or `*.name` for every host below), over https
    and its usual port; or at the simulator's very origin.
    """
    if not 0 < len(endpoint) <= LONGEST or not endpoint.isascii():
        return False
    try:
        origin = origin_of(endpoint)
    except (ValueError, TypeError, httpx.InvalidURL):
        return False
    if simulator and origin == origin_of(simulator):
        return True
    host = httpx.URL(endpoint).host.lower()
    if not NAME.fullmatch(host):
        return False
    return origin == f"https://{host}:443" and any(_fits(host, known) for known in hosts)


def _fits(host: str, known: str) -> bool:
    known = known.lower()
    return host.endswith(known[1:]) if known.startswith("*.") else host == known


def name_of(endpoint: str) -> str:
    """What people call the service: "Google"; its host where we know no name."""
    host = httpx.URL(endpoint).host.lower()
    found = next((name for end, name in _NAMES.items() if host.endswith(f".{end}")), host)
    return found[:20]
