"""Words of a scanned page, read by Tesseract within walls; no Django here.

Tesseract is the machine's own program (Debian: tesseract-ocr, tesseract-ocr-mon). The letters of
Mongolian come from `mon`; `eng` beside it knows numbers of standards, units and names in Latin.
"""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from pathlib import Path

from kholboo.standards.pdf.asking import Greys
from kholboo.standards.pdf.lines import joined
from kholboo.standards.pdf.verdict import DOTS, MEGABYTE, MOST_LETTERS
from kholboo.standards.sts.problems import Refused

log = logging.getLogger(__name__)

SCRIPT = Path(__file__).resolve().with_name("recognising.py")
LANGUAGES = ("mon", "eng")
SECONDS, PROCESSOR = 120, 90
MEMORY, LONGEST = 1024 * MEGABYTE, 4 * MEGABYTE
# What lines of tables and edges of paper are taken for.
STROKES = frozenset("|_¦~—–-.,'`‘’“”\"*=")
_ENVIRONMENT = {"LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Recognised:
    """`sureness`: how sure the machine was of its words, 0 to 100; 0 of an empty page."""

    paragraphs: list[str]
    sureness: int


@dataclass(frozen=True)
class _Word:
    paragraph: tuple[str, str]
    line: str
    sureness: float
    words: str


def program() -> str:
    """Its path. Raises Refused("ocr-missing")."""
    found = shutil.which("tesseract")
    if not found:
        raise Refused("ocr-missing")
    return str(Path(found).absolute())


def recognise(page: Greys, *, memory: int = MEMORY, cpu: int = PROCESSOR) -> Recognised:
    """Raises Refused: without the program or its Mongolian, or when the page takes too much."""
    command = [program(), "-", "-", "-l", "+".join(LANGUAGES), "--dpi", str(DOTS), "tsv"]
    asked = {"command": command, "memory": memory, "cpu": cpu, "disk": LONGEST}
    head = f"P5 {page.width} {page.height} 255\n".encode()
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-B", str(SCRIPT), json.dumps(asked)],
                input=head + page.dots,
                stdout=answer,
                stderr=subprocess.PIPE,
                env=_ENVIRONMENT,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Refused("ocr-resources") from error
        if done.returncode:
            said = done.stderr[-300:]
            log.warning("recognition.died code=%s errors=%r", done.returncode, said)
            raise Refused("ocr-language" if b"traineddata" in said else "ocr-resources")
        answer.seek(0)
        return _told(answer.read(LONGEST).decode("utf-8", "replace"))


def _told(table: str) -> Recognised:
    words = [word for line in table.splitlines()[1:] if (word := _word(line))]
    paragraphs = [
        reduce(joined, (" ".join(each.words for each in line) for _line, line in _by_line(some)))
        for _paragraph, some in groupby(words, key=lambda word: word.paragraph)
    ]
    if sum(map(len, paragraphs)) > MOST_LETTERS:
        raise Refused("ocr-resources")
    sureness = round(sum(word.sureness for word in words) / len(words)) if words else 0
    return Recognised(paragraphs, max(0, min(100, sureness)))


def _by_line(words: Iterable[_Word]) -> Iterable[tuple[str, Iterable[_Word]]]:
    return groupby(words, key=lambda word: word.line)


def _word(line: str) -> _Word | None:
    """Of a line of Tesseract's TSV: twelve columns, the last two its sureness and the word."""
    columns = line.split("\t")
    if len(columns) != 12 or columns[0] != "5" or not set(columns[11].strip()) - STROKES:
        return None
    return _Word((columns[2], columns[3]), columns[4], float(columns[10]), columns[11].strip())
