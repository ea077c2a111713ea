"""What we ask of a mailbox in which people write to us, in our own words."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

# The files of one case have 20 MB each; what is larger than all of this no mail server carries.
LARGEST_LETTER = 30 * 1024 * 1024
# So much of a larger one is read: its headers and the beginning of its words.
BEGINNING = 256 * 1024


@dataclass(frozen=True)
class Arrived:
    """One message as it lies in the mailbox.

    `place` names it there (UIDVALIDITY:UID) and never names another. `at` is when our mail
    server took it, which no sender can choose. `size` in bytes, of the whole message.
    """

    place: str
    at: datetime
    size: int
    content: bytes

    @property
    def is_whole(self) -> bool:
        return len(self.content) >= self.size


class Visit(Protocol):
    """An open mailbox. Everything may raise Unreachable; nothing here is ever deleted."""

    def untaken(self) -> list[str]:
        """Places of the messages that were not marked yet, oldest first."""
        ...

    def fetch(self, place: str) -> Arrived | None:
        """The message; its beginning when it is too large; None when it is gone."""
        ...

    def mark(self, place: str) -> None:
        """We keep this one now: it is not offered again. Safe to repeat."""
        ...


class Mailbox(Protocol):
    def visit(self) -> AbstractContextManager[Visit]:
        """Open the mailbox. Raises Unreachable when it does not answer or refuses us."""
        ...
