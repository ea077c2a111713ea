"""A push service over HTTP: RFC 8030 (the exchange), RFC 8292 (who we are).

Answers: 201 taken; 404 and 410 the subscription is over; 413 too long; 429 and 5xx later.
401 and 403: our key is not the one the browser subscribed with.
"""

import base64
import hashlib
from collections.abc import Callable
from functools import lru_cache

from py_vapid import Vapid02

from kholboo.core import clock
from kholboo.core.egress import Egress, origin_of
from kholboo.core.errors import Unreachable
from kholboo.notifications.push import sealing
from kholboo.notifications.push.port import Push
from kholboo.notifications.rules import Failure, refused, unreachable

TAKEN = (200, 201, 202)
KEY_NOT_ACCEPTED = (401, 403)
GONE = (404, 410)
# A phone that was off for a week learns it; afterwards the case itself says more.
KEPT_SECONDS = 7 * 24 * 3600
PASS_SECONDS = 12 * 3600  # RFC 8292 allows 24 h; a clock may be wrong by some


class WebPushClient:
    """`egress_to` gives the way to an origin that was found on the list of services."""

    def __init__(
        self,
        key: str,
        *,
        contact: str,
        may_reach: Callable[[str], bool],
        egress_to: Callable[[str], Egress],
    ) -> None:
        self._vapid = Vapid02.from_raw(key.encode())
        self._contact = contact
        self._may_reach = may_reach
        self._egress_to = lru_cache(maxsize=16)(egress_to)

    def send(self, push: Push) -> str:
        if not self._may_reach(push.to.endpoint):
            raise refused(Failure.RECIPIENT)
        try:
            body = sealing.locked(push.text.encode(), p256dh=push.to.p256dh, auth=push.to.auth)
        except ValueError as error:
            raise refused(Failure.CONTENT) from error
        origin = origin_of(push.to.endpoint)
        try:
            answer = self._egress_to(origin).post_bytes(
                push.to.endpoint, content=body, headers=self._headers(origin, push.key)
            )
        except Unreachable as error:
            raise unreachable(Failure.NO_ANSWER, error.code) from error
        _check_status(answer.status)
        return answer.headers.get("location", "").rpartition("/")[2]

    def _headers(self, origin: str, key: str) -> dict[str, str]:
        expires = int(clock.now().timestamp()) + PASS_SECONDS
        claims = {"aud": audience(origin), "sub": self._contact, "exp": expires}
        return {
            **self._vapid.sign(claims),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_SECONDS),
            "Urgency": "normal",
            "Topic": topic_of(key),
        }


def audience(origin: str) -> str:
    """The origin as RFC 6454 writes it: the usual port is not said."""
    return origin.removesuffix(":443") if origin.startswith("https:") else origin


def topic_of(key: str) -> str:
    """The same for each try of a message, so that a lost answer brings no second copy."""
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())[:32].decode()


def _check_status(status: int) -> None:
    if status in TAKEN:
        return
    if status in GONE:
        raise refused(Failure.GONE, status)
    if status in KEY_NOT_ACCEPTED:
        raise unreachable(Failure.KEY, status)
    if status in (408, 429) or status >= 500 or status < 400:
        raise unreachable(Failure.TROUBLE, status)
    raise refused(Failure.CONTENT, status)
