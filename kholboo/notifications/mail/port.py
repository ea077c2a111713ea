"""What we ask of a mail server, in our own words."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """`key` names the fact; every try of one key is the same letter. `unsubscribe`: the address by
    which whoever gets it ends letters of its sort with one POST, for the button of mail programs.
    """

    key: str
    to: str
    subject: str
    text: str
    html: str = ""
    unsubscribe: str = ""


class MailProvider(Protocol):
    def send(self, letter: Letter) -> str:
        """Hand the letter over; returns its Message-ID, the same for the same key.

        Raises Unreachable (try again) or RuleBroken (this letter will never be taken).
        """
        ...
