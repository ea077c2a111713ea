"""What we ask of a mail server, in our own words."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """`key` names the fact; every try of one key is the same letter."""

    key: str
    to: str
    subject: str
    text: str
    html: str = ""


class MailProvider(Protocol):
    def send(self, letter: Letter) -> str:
        """Hand the letter over; returns its Message-ID, the same for the same key.

        Raises Unreachable (try again) or RuleBroken (this letter will never be taken).
        """
        ...
