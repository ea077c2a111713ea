"""A mailbox for tests: holds what was dropped in; `fault` makes it behave as a bad one."""

import contextlib
from collections.abc import Iterator
from datetime import datetime

from kholboo.core import clock
from kholboo.notifications.mailbox.port import BEGINNING, LARGEST_LETTER, Arrived
from kholboo.notifications.rules import Failure, unreachable

VALIDITY = "1"


class FakeMailbox:
    """Reaches nobody. Faults: "500", "cut", "refuse", "lost" (hangs up when a letter is marked)."""

    def __init__(self) -> None:
        self.letters: list[tuple[bytes, datetime]] = []
        self.marked: set[str] = set()
        self.fault = ""

    def drop(self, content: bytes, at: datetime | None = None) -> None:
        self.letters.append((content, at or clock.now()))

    @contextlib.contextmanager
    def visit(self) -> Iterator["FakeMailbox"]:
        failures = {
            "500": Failure.TROUBLE,
            "cut": Failure.NO_ANSWER,
            "refuse": Failure.KEY,
        }
        if self.fault in failures:
            raise unreachable(failures[self.fault])
        yield self

    def untaken(self) -> list[str]:
        places = (f"{VALIDITY}:{number}" for number in range(1, len(self.letters) + 1))
        return [place for place in places if place not in self.marked]

    def fetch(self, place: str) -> Arrived | None:
        content, at = self.letters[int(place.partition(":")[2]) - 1]
        if len(content) > LARGEST_LETTER:
            return Arrived(place, at, len(content), content[:BEGINNING])
        return Arrived(place, at, len(content), content)

    def mark(self, place: str) -> None:
        if self.fault == "lost":
            raise unreachable(Failure.NO_ANSWER)
        self.marked.add(place)
