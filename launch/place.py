"""The folder VAR: who works in it, its secrets, and what a running product tells others."""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from launch.errors import StartError

ROOT = Path(__file__).resolve().parent.parent
USUAL_PORT = 8000
KEYS = ("SECRET_KEY", "SEAL_KEY", "SMS_KEY", "MAILBOX_PASSWORD")
VAPID = "VAPID_KEY"
P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Busy(StartError):
    """Somebody else works in this folder; `note` is what they wrote about themselves."""

    def __init__(self, var: Path, note: dict[str, Any]) -> None:
        self.note = note
        where = note.get("url") or "not ready yet"
        super().__init__(
            f"Kholboo already runs in {var} (process {note.get('pid', 'unknown')}, {where}).\n"
            "Stop it with Ctrl-C in its terminal, or start a second one on another port:\n"
            "  PORT=8001 make run"
        )


def port_from_environment() -> int:
    text = os.environ.get("PORT") or str(USUAL_PORT)
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise StartError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def var_from_environment(port: int = USUAL_PORT) -> Path:
    """VAR, or `var/` for the usual port and `var/<port>/` beside it: two run without care."""
    given = os.environ.get("VAR")
    if given:
        return Path(given).resolve()
    return ROOT / "var" if port == USUAL_PORT else ROOT / "var" / str(port)


@contextmanager
def claimed(var: Path) -> Iterator[None]:
    """Hold the folder for one owner; the kernel lets go of it however the owner ends."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        handle = os.open(var / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except PermissionError as error:
        raise StartError(
            f"This user may not write to {var}. Choose another folder: VAR=~/kholboo-var make run"
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(var, read_note(var)) from error
        write_note(var, pid=os.getpid())
        try:
            yield
        finally:
            (var / "running.json").unlink(missing_ok=True)
    finally:
        os.close(handle)


def write_note(var: Path, **facts: object) -> None:
    """What others may need to join us: readable by the owner only, it holds the keys."""
    _write_private(var / "running.json", facts)


def read_note(var: Path) -> dict[str, Any]:
    try:
        note: dict[str, Any] = json.loads((var / "running.json").read_text())
    except (OSError, ValueError):
        return {}
    return note


def keys(var: Path) -> dict[str, str]:
    """The keys of this folder's installation, made once. Losing them loses sealed data."""
    file = var / "secrets.json"
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = [name for name in (*KEYS, VAPID) if name not in known]
    if missing:
        known |= {
            name: vapid_key() if name == VAPID else secrets.token_urlsafe(48) for name in missing
        }
        _write_private(file, known)
    return known


def vapid_key() -> str:
    """A private key of the curve P-256, base64url: a random number below the curve's order."""
    number = secrets.randbelow(P256 - 1) + 1
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


def _write_private(file: Path, content: object) -> None:
    """Whole or not at all: a half-written file of keys would lock its owner out."""
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
        json.dump(content, target, indent=1)
        target.flush()
        os.fsync(target.fileno())
    fresh.replace(file)
