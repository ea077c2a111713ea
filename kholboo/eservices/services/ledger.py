"""The ledger of erased applicants as a file, applied again after a restore from a backup.

It lies beside the one of cases (`ERASURE_LEDGER`), apart from the database: one JSON line for each
erased application, with its number, the moment, and who decided (a key of our own staff).
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
from kholboo.eservices.models import Application, Erasure
from kholboo.eservices.services.erasing import erase_again

# The file is written by one process at a time; the number is arbitrary and only ours.
LOCK = 7_020_262


@dataclass(frozen=True)
class Line:
    """One erased application as the file has it."""

    number: str
    at: datetime
    by: int | None

    def written(self) -> str:
        return json.dumps({"number": self.number, "at": self.at.isoformat(), "by": self.by})


@dataclass
class Again:
    """What applying the file found; numbers of applications."""

    erased: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    already: int = 0


def place() -> Path:
    """`erasures.jsonl` of cases has `erasures-applications.jsonl` beside it."""
    of_cases = Path(settings.ERASURE_LEDGER)
    return of_cases.with_stem(f"{of_cases.stem}-applications")


def write() -> int:
    """Add what the file lacks; returns how many lines. Safe to repeat and to run late."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            return _add_missing(place())
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _add_missing(path: Path) -> int:
    known = {line.number for line in read(path)} if path.exists() else set()
    rows = Erasure.objects.order_by("pk").values_list("number", "at", "by_id")
    new = [Line(*row) for row in rows.iterator() if row[0] not in known]
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
            yield Line(values["number"], datetime.fromisoformat(values["at"]), values["by"])


def apply(lines: Iterable[Line], *, is_trial: bool = False) -> Again:
    """Erase again what the lines name, each in a transaction of its own; `is_trial` only looks."""
    found = Again()
    staff = set(User.objects.filter(is_staff=True).values_list("pk", flat=True))
    for line in lines:
        row = Application.objects.filter(number=line.number).first()
        if row is None:
            found.unknown.append(line.number)
        elif row.erased_at:
            found.already += 1
        else:
            if not is_trial:
                erase_again(row, by=User(pk=line.by) if line.by in staff else None, at=line.at)
            found.erased.append(line.number)
    return found
