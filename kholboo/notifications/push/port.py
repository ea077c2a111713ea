"""What we ask of a push service, in our own words."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Address:
    """Where a browser is reached and how words are locked for it: what its page was given.

    `p256dh` (65 bytes) and `auth` (16 bytes) are base64url, as browsers write them.
    """

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Push:
    """`text` is what the browser's worker gets, at most `sealing.LONGEST` bytes."""

    key: str
    to: Address
    text: str


class PushService(Protocol):
    def send(self, push: Push) -> str:
        """Hand the locked words over; returns the service's name of the message.

        A repeated key takes the place of what still waits for the browser under it. Raises
        Unreachable (try again), RuleBroken (never; `failure` is "gone" when the browser has
        ended its subscription).
        """
        ...
