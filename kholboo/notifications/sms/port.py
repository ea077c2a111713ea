"""What we ask of an SMS provider, in our own words."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class ShortText:
    """`to` is 8 digits, without the country's code."""

    key: str
    to: str
    text: str


class SmsProvider(Protocol):
    def send(self, message: ShortText) -> str:
        """Hand the text over; returns the provider's number of it.

        The provider knows no key of ours: after a lost answer another try may bring it twice.
        Raises Unreachable (try again) or RuleBroken (this text will never be taken).
        """
        ...
