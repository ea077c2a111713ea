"""Small tables that everybody reads and hardly anybody changes, kept in the process that asks.

A watched table (a migration ties it to `core_new_version` with its topic) gets a new version with
every change, in the same transaction. Asking costs one look at that version instead of several
joins. Why so: docs/decisions/0010.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from kholboo.core import planned

Kept = TypeVar("Kept")


class Snapshot(Generic[Kept]):
    """What `read` gave at the version of `topic` that this transaction sees.

    The rows are shared by all who ask in this process: nobody may change them. Versions come from
    a sequence and are never given twice, so what a rolled-back change left here is not taken for
    the next one.
    """

    def __init__(self, topic: str, read: Callable[[], Kept]) -> None:
        self._topic, self._read = topic, read
        self._held: tuple[int, Kept] | None = None

    def get(self) -> Kept:
        # The version first: rows that change after it are found older at the next look.
        version = self._version()
        held = self._held
        if held is not None and held[0] == version:
            return held[1]
        fresh = self._read()
        self._held = None if version is None else (version, fresh)
        return fresh

    def _version(self) -> int | None:
        with planned.cursor() as cursor:
            cursor.execute("SELECT version FROM core_tableversion WHERE topic = %s", [self._topic])
            row = cursor.fetchone()
        return row[0] if row else None
