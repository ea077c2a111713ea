"""PDFs of standards: each page a picture and its words, made by a process of its own.

Taken in by an officer, drawn by the worker, written down as parts and clauses. PDFium is never
imported here (pdf/asking.py).
"""

from dataclasses import dataclass

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
from kholboo.standards.pdf.asking import Drawn, look, pages
from kholboo.standards.pdf.markup import BETTER, anchor_of, page_html
from kholboo.standards.pdf.verdict import FORMS
from kholboo.standards.reading import CONVERTER, TextKind
from kholboo.standards.services import scans
from kholboo.standards.sts.problems import Refused


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


def draw(text_id: int) -> None:
    """Make the pages of a PDF that was taken in. Safe to repeat."""
    text = Manifestation.objects.select_related("document").get(pk=text_id)
    if text.parts.exists():
        return
    try:
        kept = [_kept(page) for page in pages(storing.content_of(text.document))]
    except Refused as refused:
        problem = {"code": f"pdf-{refused.code}", "line": 0, "clause": "", "what": ""}
        Manifestation.objects.filter(pk=text_id).update(problems=[problem])
        return
    with transaction.atomic():
        keeping.claim([picture for page in kept for picture in page.pictures.values()])
        for number, page in enumerate(kept, start=1):
            _write(text, number, page)
        words = sum(len(words.split()) for page in kept for words in page.paragraphs)
        Manifestation.objects.filter(pk=text_id).update(words=words)


@dataclass(frozen=True)
class Kept:
    """A page whose pictures are stored: their bytes are not held until all others are drawn."""

    paragraphs: list[str]
    size: tuple[int, int]
    is_scan: bool
    pictures: dict[str, Document]


def _kept(page: Drawn) -> Kept:
    size = (page.width, page.height)
    pictures = {
        form: storing.store(
            packed, name=f"page.{form}", media_type=f"image/{form}", actor=None, size=size
        )
        for form, packed in page.forms.items()
    }
    return Kept(page.paragraphs, size, page.is_scan, pictures)


def _write(text: Manifestation, number: int, page: Kept) -> None:
    for form, picture in page.pictures.items():
        place = number if form == FORMS[-1] else BETTER + number
        Picture.objects.create(text=text, number=place, name=f"{form}-{number}", document=picture)
    part = Part.objects.create(
        text=text,
        position=number,
        anchor=anchor_of(number),
        label=str(number),
        kind="text",
        html=page_html(number, page.size, list(page.pictures), page.paragraphs),
    )
    said = " ".join(page.paragraphs)
    Clause.objects.create(
        part=part,
        position=0,
        anchor=part.anchor,
        label=part.label,
        title=(page.paragraphs[0] if page.paragraphs else "")[: scans.TITLE],
        level=1,
        words=said,
        stems=" ".join(stems(said)),
    )
    if page.is_scan:
        scans.expect(part)
