"""PDFs of standards: each page a picture and its words, made by a process of its own.

PDFium is never imported here. Whatever happens to the process that opens the file (killed, hung,
out of memory) is a refusal, never an error of ours.
"""

import html
import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.jobs import schedule
from kholboo.core.language import stems
from kholboo.documents.models import Document
from kholboo.documents.services import keeping, storing, uploads
from kholboo.standards import faults
from kholboo.standards.models import Clause, Edition, Manifestation, Part, Picture
from kholboo.standards.pdf.verdict import REFUSALS, Task
from kholboo.standards.reading import CONVERTER, TextKind
from kholboo.standards.sts.problems import Refused

log = logging.getLogger(__name__)

SCRIPT = Path(__file__).resolve().parent.parent / "pdf" / "drawing.py"
SIGN = b"%PDF-"
LOOK_SECONDS, DRAW_SECONDS = 20, 900  # wall clock
LONGEST_LINE = 2_000_000
_ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Drawn:
    paragraphs: list[str]
    width: int
    height: int
    picture: bytes


def take(edition: Edition, file: "UploadedFile[bytes]", *, actor: User) -> Manifestation:
    """A PDF whose pages the worker draws; nobody sees it yet. Raises RuleBroken."""
    document = uploads.receive_upload(file, actor=actor)
    try:
        look(storing.content_of(document))
    except Refused as refused:
        keeping.discard(document)
        sentence = str(faults.refusal(f"pdf-{refused.code}"))
        raise RuleBroken(sentence, field="file", code=refused.code) from refused
    return keep(edition, document, actor=actor)


@transaction.atomic
def keep(
    edition: Edition, document: Document, *, actor: User | None, is_sample: bool = False
) -> Manifestation:
    text = Manifestation.objects.create(
        edition=edition,
        kind=TextKind.PDF,
        language="mn",
        document=document,
        sha256=document.sha256,
        is_sample=is_sample,
        converter=CONVERTER,
        made_by=actor,
        made_at=clock.now(),
    )
    keeping.claim([document])
    audit.record("standards.text_taken", text, actor=actor, sha256=text.sha256)
    schedule("standards.draw_pdf", text_id=text.pk)
    return text


def look(source: bytes) -> int:
    """The number of pages. Raises Refused."""
    with _answered(source, Task(draws=False, cpu=LOOK_SECONDS), LOOK_SECONDS) as answer:
        return _count(answer)


def pages(source: bytes) -> Iterator[Drawn]:
    """Every page in its order. Raises Refused."""
    with _answered(source, Task(draws=True), DRAW_SECONDS) as answer:
        for _number in range(_count(answer)):
            said = _fact(answer)
            picture = answer.read(int(said["bytes"]))
            if len(picture) != said["bytes"]:
                raise Refused("resources")
            paragraphs = [str(words) for words in said["paragraphs"]]
            yield Drawn(paragraphs, int(said["width"]), int(said["height"]), picture)


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


def draw(text_id: int) -> None:
    """Make the pages of a PDF that was taken in. Safe to repeat."""
    text = Manifestation.objects.select_related("document").get(pk=text_id)
    if text.parts.exists():
        return
    try:
        drawn = [(page, _kept(page)) for page in pages(storing.content_of(text.document))]
    except Refused as refused:
        problem = {"code": f"pdf-{refused.code}", "line": 0, "clause": "", "what": ""}
        Manifestation.objects.filter(pk=text_id).update(problems=[problem])
        return
    with transaction.atomic():
        keeping.claim([document for _page, document in drawn])
        for number, (page, document) in enumerate(drawn, start=1):
            _write(text, number, page, document)
        words = sum(len(words.split()) for page, _document in drawn for words in page.paragraphs)
        Manifestation.objects.filter(pk=text_id).update(words=words)


def _kept(page: Drawn) -> Document:
    size = (page.width, page.height)
    return storing.store(
        page.picture, name="page.webp", media_type="image/webp", actor=None, size=size
    )


def _write(text: Manifestation, number: int, page: Drawn, document: Document) -> None:
    Picture.objects.create(text=text, number=number, name=f"page-{number}", document=document)
    words = "".join(f"<p>{html.escape(words)}</p>" for words in page.paragraphs)
    picture = (
        f'<img class="sheet" src="pic:{number}/" alt="{number}" loading="lazy" '
        f'width="{page.width}" height="{page.height}">'
    )
    anchor = f"page-{number}"
    part = Part.objects.create(
        text=text,
        position=number,
        anchor=anchor,
        label=str(number),
        kind="text",
        html=f'<section id="{anchor}" class="clause">{picture}<div class="sheet-words">{words}</div></section>',
    )
    said = " ".join(page.paragraphs)
    Clause.objects.create(
        part=part,
        position=0,
        anchor=anchor,
        label=str(number),
        title=(page.paragraphs[0] if page.paragraphs else "")[:80],
        level=1,
        words=said,
        stems=" ".join(stems(said)),
    )
