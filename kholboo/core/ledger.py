"""Ledgers of erasures as files apart from the database, applied again after a restore.

A backup made before an erasure still holds the person. A ledger is one JSON line for each erased
thing: its number, the moment, the ground where a house tells grounds apart, and who decided (a key
of our own staff). It names nobody it erased.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.db import connection


@dataclass(frozen=True)
class Line:
    number: str
    at: datetime
    by: int | None
    basis: str = ""

    def written(self) -> str:
        ground = {"basis": str(self.basis)} if self.basis else {}
        values = {"number": self.number, "at": self.at.isoformat(), **ground, "by": self.by}
        return json.dumps(values)


class Found(StrEnum):
    """What a line met in the database; of one that was open the erasing ends it too."""

    STANDING = "standing"
    OPEN = "open"
    ERASED = "erased"
    UNKNOWN = "unknown"


@dataclass
class Again:
    """What applying a file found; numbers as the house has them."""

    erased: list[str] = field(default_factory=list)
    were_open: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    already: int = 0


@dataclass(frozen=True)
class Ledger:
    """The ledger of one house.

    `lock`: an advisory lock of PostgreSQL, so that one process writes at a time; each house has
    its own number. `rows`: every erasure the database knows. `look`: what a line meets, nothing is
    changed. `erase`: erases it again, in a transaction of its own.
    """

    lock: int
    place: Callable[[], Path]
    rows: Callable[[], Iterable[Line]]
    look: Callable[[Line], Found]
    erase: Callable[[Line], object]

    def write(self) -> int:
        """Add what the file lacks; returns how many lines. Safe to repeat and to run late.

        Compared by number and not by key: of two transactions the later key may commit first.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [self.lock])
            try:
                return self._add_missing(self.place())
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [self.lock])

    def apply(self, lines: Iterable[Line], *, is_trial: bool = False) -> Again:
        """Erase again what the lines name, so that it can be stopped and run again. `is_trial`
        only looks.
        """
        again = Again()
        for line in lines:
            found = self.look(line)
            if found is Found.UNKNOWN:
                again.unknown.append(line.number)
            elif found is Found.ERASED:
                again.already += 1
            else:
                again.were_open += [line.number] if found is Found.OPEN else []
                if not is_trial:
                    self.erase(line)
                again.erased.append(line.number)
        return again

    def _add_missing(self, path: Path) -> int:
        known = {line.number for line in read(path)} if path.exists() else set()
        new = [line for line in self.rows() if line.number not in known]
        if new:
            path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
                file.truncate(_whole(file.read()))
                file.seek(0, os.SEEK_END)
                file.writelines(f"{line.written()}\n".encode() for line in new)
                file.flush()
                os.fsync(file.fileno())
        return len(new)


def read(path: Path) -> Iterator[Line]:
    """The lines of a file. A half line at the end (a power cut) is no line yet."""
    with path.open() as file:
        for text in file:
            if not text.endswith("\n"):
                return
            said = json.loads(text)
            at = datetime.fromisoformat(said["at"])
            yield Line(said["number"], at, said["by"], said.get("basis", ""))


def _whole(written: bytes) -> int:
    """Up to where the file holds whole lines: what a power cut left of one is written anew."""
    return written.rfind(b"\n") + 1
