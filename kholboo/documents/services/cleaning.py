"""Runs the cleaning process for one file and reads its verdict.

The process gets descriptors, no names and no environment; it answers through a file. Whatever
happens to it (killed, hung, out of memory) is a refusal, never an error of ours.
"""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from kholboo.core.errors import TooMany
from kholboo.documents.cleaner.verdict import REFUSALS, Refused, Task, Verdict
from kholboo.documents.rules import TYPES

log = logging.getLogger(__name__)

SCRIPT = Path(__file__).resolve().parent.parent / "cleaner" / "__main__.py"
SECONDS = 30  # wall clock for one file
PATIENCE = 20  # how long a request waits for its turn
LONGEST_VERDICT = 4096
# Each process may take 768 MB, so a web process runs two at a time and lets the others wait.
_turns = threading.BoundedSemaphore(2)
_ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Walls:
    """What a cleaning process may use; tests make it smaller."""

    memory: int = Task.memory
    cpu: int = Task.cpu
    pixels: int = Task.pixels
    seconds: float = SECONDS


def clean(source: Path, view: Path, thumb: Path, walls: Walls | None = None) -> Verdict:
    """Write the copy for view and the thumbnail; raises Refused, or TooMany when busy."""
    limits = walls or Walls()
    with (
        _turn(),
        source.open("rb") as hostile,
        view.open("w+b") as view_file,
        thumb.open("w+b") as thumb_file,
        view.with_suffix(".verdict").open("w+b") as answer,
        view.with_suffix(".errors").open("w+b") as errors,
    ):
        task = Task(
            view_fd=view_file.fileno(),
            thumb_fd=thumb_file.fileno(),
            memory=limits.memory,
            cpu=limits.cpu,
            pixels=limits.pixels,
        )
        try:
            code = subprocess.run(
                [sys.executable, "-I", "-B", str(SCRIPT), json.dumps(asdict(task))],
                stdin=hostile,
                stdout=answer,
                stderr=errors,
                pass_fds=(task.view_fd, task.thumb_fd),
                env=_ENVIRONMENT,
                timeout=limits.seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired as error:
            log.warning("cleaner.timeout seconds=%s", limits.seconds)
            raise Refused("resources") from error
        return _verdict(code, answer, errors)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise TooMany(
            _("Many files are arriving at once. Please send yours again in a moment."), seconds=30
        )
    try:
        yield
    finally:
        _turns.release()


def _verdict(code: int, answer: BinaryIO, errors: BinaryIO) -> Verdict:
    answer.seek(0)
    try:
        said = json.loads(answer.read(LONGEST_VERDICT))
    except ValueError as error:
        errors.seek(0)
        log.warning("cleaner.died code=%s errors=%r", code, errors.read()[-500:])
        raise Refused("resources") from error
    return _checked(said)


def _checked(said: Any) -> Verdict:
    """A verdict from a process that met hostile bytes is itself only believed after a look."""
    if not isinstance(said, dict):
        raise Refused("resources")
    if "refused" in said:
        raise Refused(said["refused"] if said["refused"] in REFUSALS else "resources")
    if said.get("walls") != "seccomp":
        log.warning("cleaner.weak_walls only limits of memory and time hold on this system")
    known = {item.name for item in fields(Verdict)}
    verdict = Verdict(**{name: value for name, value in said.items() if name in known})
    if verdict.media_type not in TYPES or verdict.view_type not in TYPES:
        raise Refused("resources")
    numbers = (verdict.width, verdict.height, verdict.seconds)
    if not all(number is None or (type(number) is int and number >= 0) for number in numbers):
        raise Refused("resources")
    return replace(verdict, is_clean=verdict.is_clean is True, has_thumb=verdict.has_thumb is True)
