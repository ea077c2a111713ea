"""Asks the process that opens PDFs (`drawing.py`); no Django here, and no PDFium.

Whatever happens to that process (killed, hung, out of memory) is a refusal, never an error of ours.
"""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kholboo.standards.pdf.verdict import FORMS, MOST_READ, REFUSALS, Task
from kholboo.standards.sts.problems import Refused

log = logging.getLogger(__name__)

SCRIPT = Path(__file__).resolve().with_name("drawing.py")
LOOK_SECONDS, DRAW_SECONDS = 20, 300  # wall clock
AT_ONCE = 40  # pages that one process draws: the walls stand around so many, not around a book
LONGEST_LINE = 2_000_000
_ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Drawn:
    """A page: its words, and its picture in one form or two, the best first.

    `is_scan`: something is drawn on it, and hardly a letter is written.
    """

    paragraphs: list[str]
    width: int
    height: int
    is_scan: bool
    forms: dict[str, bytes]


@dataclass(frozen=True)
class Greys:
    """A page as plain greys, a byte a dot, from above: nothing in it can be hostile any more."""

    width: int
    height: int
    dots: bytes


def look(source: bytes) -> int:
    """The number of pages. Raises Refused."""
    with _answered(source, Task(cpu=LOOK_SECONDS), LOOK_SECONDS) as answer:
        return _count(answer)


def pages(source: bytes) -> Iterator[Drawn]:
    """Every page in its order. Raises Refused."""
    first, count = 0, 1
    while first < count:
        task = Task(draws=AT_ONCE, first=first)
        with _answered(source, task, DRAW_SECONDS) as answer:
            count = _count(answer)
            for _number in range(min(AT_ONCE, count - first)):
                yield _drawn(answer)
        first += AT_ONCE


def greys(source: bytes, number: int) -> Greys:
    """Page `number`, counted from 1, for the machine that reads scans. Raises Refused."""
    task = Task(draws=1, first=number - 1, is_for_reading=True, cpu=LOOK_SECONDS)
    with _answered(source, task, 2 * LOOK_SECONDS) as answer:
        _count(answer)
        said = _fact(answer)
        width, height = int(said["width"]), int(said["height"])
        if not 0 < width * height <= MOST_READ:
            raise Refused("resources")
        dots = answer.read(width * height)
    if len(dots) != width * height:
        raise Refused("resources")
    return Greys(width, height, dots)


def _drawn(answer: BinaryIO) -> Drawn:
    said = _fact(answer)
    forms = {form: answer.read(length) for form, length in said["forms"].items() if form in FORMS}
    if any(len(packed) != said["forms"][form] for form, packed in forms.items()):
        raise Refused("resources")
    paragraphs = [str(words) for words in said["paragraphs"]]
    is_scan = said["is_scan"] is True
    return Drawn(paragraphs, int(said["width"]), int(said["height"]), is_scan, forms)


def _answered(source: bytes, task: Task, seconds: int) -> BinaryIO:
    answer = tempfile.TemporaryFile()  # noqa: SIM115  # the caller closes it
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", str(SCRIPT), json.dumps(asdict(task))],
            input=source,
            stdout=answer,
            stderr=subprocess.PIPE,
            env=_ENVIRONMENT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        answer.close()
        raise Refused("resources") from error
    if done.returncode:
        log.warning("pdf.died code=%s errors=%r", done.returncode, done.stderr[-300:])
    answer.seek(0)
    return answer


def _count(answer: BinaryIO) -> int:
    return int(_fact(answer)["pages"])


def _fact(answer: BinaryIO) -> dict[str, Any]:
    """What a process that met hostile bytes says is only believed after a look."""
    try:
        said = json.loads(answer.readline(LONGEST_LINE))
    except ValueError as error:
        raise Refused("resources") from error
    if not isinstance(said, dict) or "refused" in said:
        code = said.get("refused") if isinstance(said, dict) else ""
        raise Refused(code if code in REFUSALS else "resources")
    return said
