"""The ledger of erasures as a file, and applying it again after a restore from a backup.

A backup made before an erasure still holds the person. The file lies apart from the database
(`ERASURE_LEDGER`), one JSON line for each erased case: number, moment, ground, who decided (a key
of our own staff). It names nobody it erased.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from kholboo.accounts.models import User
from kholboo.feedback.models import Case, Erasure
from kholboo.feedback.rules import OPEN, ErasureBasis
from kholboo.feedback.services.erasing import erase_again

# The file is written by one process at a time; the number is arbitrary and only ours.
LOCK = 7_020_261


@dataclass(frozen=True)
class Line:
    """One erased case as the file has it."""

    number: str
    at: datetime
    basis: ErasureBasis
    by: int | None

    def written(self) -> str:
        values = {
            "number": self.number,
            "at": self.at.isoformat(),
            "basis": str(self.basis),
            "by": self.by,
        }
        return json.dumps(values)


@dataclass
class Again:
    """What applying the file found; numbers of cases."""

    erased: list[str] = field(default_factory=list)
    were_open: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    already: int = 0


def write() -> int:
    """Add what the file lacks; returns how many lines. Safe to repeat and to run late.

    Compared by number and not by key: of two transactions the later key may commit first.
    """
    path = Path(settings.ERASURE_LEDGER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            return _add_missing(path)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _add_missing(path: Path) -> int:
    known = {line.number for line in read(path)} if path.exists() else set()
    rows = Erasure.objects.order_by("pk").values_list("number", "at", "basis", "by_id")
    new = [
        Line(number, at, ErasureBasis(basis), by)
        for number, at, basis, by in rows.iterator()
        if number not in known
    ]
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a") as file:
            file.writelines(f"{line.written()}\n" for line in new)
            file.flush()
            os.fsync(file.fileno())
    return len(new)


def read(path: Path) -> Iterator[Line]:
    """The lines of a file. A half line at the end (a power cut) is no line yet."""
    with path.open() as file:
        for text in file:
            if not text.endswith("\n"):
                return
            values = json.loads(text)
            yield Line(
                values["number"],
                datetime.fromisoformat(values["at"]),
                ErasureBasis(values["basis"]),
                values["by"],
            )


def apply(lines: Iterable[Line], *, is_trial: bool = False) -> Again:
    """Erase again what the lines name; each case in a transaction of its own, so it can be
    stopped and run again. `is_trial` only looks.
    """
    found = Again()
    staff = set(User.objects.filter(is_staff=True).values_list("pk", flat=True))
    for line in lines:
        _apply(line, found, staff=staff, is_trial=is_trial)
    return found


def _apply(line: Line, found: Again, *, staff: set[int], is_trial: bool) -> None:
    case = Case.objects.filter(number=line.number).first()
    if case is None:
        found.unknown.append(line.number)
        return
    if case.erased_at:
        found.already += 1
        return
    if case.status in OPEN:
        found.were_open.append(line.number)
    if not is_trial:
        by = User(pk=line.by) if line.by in staff else None
        erase_again(case, basis=line.basis, by=by, at=line.at)
    found.erased.append(line.number)
