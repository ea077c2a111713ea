"""What was sent: a file of JSON lines that survives a restart, the newest of it in memory."""

import json
import threading
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

KEPT = 500


class Store:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._kept: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._count = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        # Phones and secrets in the open: nobody else of this machine reads along.
        path.touch(mode=0o600)
        path.chmod(0o600)
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            try:
                self._kept.append(json.loads(line))
            except ValueError:
                continue  # the last line of a killed process may be half written
            self._count += 1

    def add(self, **message: Any) -> int:
        """Keep one message; returns its number, counted from 1 over restarts."""
        with self._lock:
            self._count += 1
            entry = {"id": self._count, "at": datetime.now(UTC).isoformat(), **message}
            self._kept.append(entry)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            return self._count

    def newest_first(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(reversed(self._kept))
