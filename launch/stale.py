"""What is made from sources is made again only when they changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path]) -> str:
    """Changes when a file appears, goes, or is written. Reads no contents, so it is quick."""
    total = hashlib.sha256()
    for file in sorted(files):
        facts = file.stat()
        total.update(f"{file}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return total.hexdigest()


def is_stale(stamp: Path, now: str) -> bool:
    return not stamp.exists() or stamp.read_text() != now


def remember(stamp: Path, now: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)
