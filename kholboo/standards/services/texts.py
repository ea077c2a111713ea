"""Taking the file of an edition, making of it what is read, and showing it to readers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from kholboo.accounts.models import User
from kholboo.audit import services as audit
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.core.language import stems
from kholboo.core.rows import add_rows
from kholboo.documents.models import Document
from kholboo.documents.rules import DocumentKind, check_count
from kholboo.documents.services import keeping, storing, uploads
from kholboo.standards import faults
from kholboo.standards.models import Clause, Edition, Manifestation, Part, Picture
from kholboo.standards.pdf.verdict import SIGN
from kholboo.standards.queries.texts import addresses
from kholboo.standards.reading import CONVERTER, SHOWN_PROBLEMS, TextKind, TextState
from kholboo.standards.services import pdfs
from kholboo.standards.sts import drawings
from kholboo.standards.sts.convert import Converted, convert
from kholboo.standards.sts.drawings import Drawing
from kholboo.standards.sts.problems import Refused
from kholboo.standards.sts.walk import Size

# Letters of one clause that can be looked for; the database refuses the words of a whole book.
MOST_SOUGHT = 150_000
XML, SVG = "application/xml", "image/svg+xml"


def take_sts(  # noqa: PLR0913  # what comes with a file
    edition: Edition,
    source: bytes,
    *,
    name: str,
    pictures: Sequence[tuple[str, Document]] = (),
    actor: User | None,
    is_sample: bool = False,
) -> Manifestation:
    """A text that nobody sees yet. Raises sts.problems.Refused for a file that is not read.

    Call outside a transaction: reading a large file takes a second.
    """
    converted = convert(source, pictures=sizes_of(pictures), known=addresses())
    document = storing.store(source, name=name, media_type=XML, actor=actor)
    with transaction.atomic():
        text = Manifestation.objects.create(
            edition=edition,
            kind=TextKind.STS,
            language=converted.language,
            document=document,
            sha256=document.sha256,
            is_sample=is_sample,
            made_by=actor,
            made_at=clock.now(),
            **_told(converted),
        )
        keeping.claim([document, *(picture for _name, picture in pictures)])
        Picture.objects.bulk_create(
            Picture(text=text, number=number, name=called, document=picture)
            for number, (called, picture) in enumerate(pictures, start=1)
        )
        _write(text, converted)
        audit.record(
            "standards.text_taken", text, actor=actor, sha256=text.sha256, words=text.words
        )
    return text


def take_upload(
    edition: Edition,
    name: str,
    source: bytes,
    pictures: Sequence["UploadedFile[bytes]"],
    *,
    actor: User,
) -> Manifestation:
    """The same for files that an officer sends. Raises RuleBroken, with the line where it knows.

    The text is read before the pictures are cleaned: a wrong file costs nobody a minute.
    """
    if source.startswith(SIGN):
        return pdfs.take(edition, SimpleUploadedFile(name, source), actor=actor)
    try:
        if not pictures:
            return take_sts(edition, source, name=name, actor=actor)
        convert(source)
    except Refused as refused:
        raise RuleBroken(_said(refused), field="file", code=refused.code) from refused
    check_count(len(pictures))
    # Drawings are looked at before anything is kept.
    drawn = [_drawing(picture) for picture in pictures]
    rest = [picture for picture, found in zip(pictures, drawn, strict=True) if found is None]
    kept = uploads.receive_uploads(rest, actor=actor) if rest else []
    if any(document.kind != DocumentKind.IMAGE for document in kept):
        raise RuleBroken(_("Among the pictures is a file that is none."), field="pictures")
    kept += [
        storing.store(
            found.content,
            name=picture.name or "",
            media_type=SVG,
            actor=actor,
            size=(found.width, found.height),
        )
        for picture, found in zip(pictures, drawn, strict=True)
        if found
    ]
    names = [(document.original_name, document) for document in kept]
    if len(dict(names)) < len(names):
        raise RuleBroken(_("Two pictures have the same name."), field="pictures")
    return take_sts(edition, source, name=name, pictures=names, actor=actor)


def _drawing(picture: "UploadedFile[bytes]") -> Drawing | None:
    """None for a picture made of pixels. RuleBroken for a drawing that cannot be kept."""
    source = picture.read(drawings.LARGEST + 1)
    picture.seek(0)
    if not drawings.is_drawing(source):
        return None
    try:
        return drawings.clean(source)
    except Refused as refused:
        said = f"{picture.name}: {_said(refused)}"
        raise RuleBroken(said, field="pictures", code=refused.code) from refused


def _said(refused: Refused) -> str:
    sentence = str(faults.refusal(refused.code))
    if not refused.line:
        return sentence
    return _("Line %(line)d: %(sentence)s") % {"line": refused.line, "sentence": sentence}


def sizes_of(pictures: Sequence[tuple[str, Document]]) -> Mapping[str, Size]:
    return {
        name: Size(number, document.width or 0, document.height or 0)
        for number, (name, document) in enumerate(pictures, start=1)
    }


@transaction.atomic
def show(text: Manifestation, *, actor: User | None) -> None:
    """Readers see this text from now on, in place of the one before in the same language.

    RuleBroken for who took it in, and for a text that lost words: what a standard says is shown
    whole or not at all.
    """
    only_another(text, actor)
    Edition.objects.select_for_update().get(pk=text.edition_id)
    if not text.parts.exists():
        raise RuleBroken(_("Its pages are not drawn yet. Look again in a minute."))
    if text.lost:
        raise RuleBroken(_("Some words of the file are not on the page, so it cannot be shown."))
    others = Manifestation.objects.filter(
        edition=text.edition_id, kind=text.kind, language=text.language, state=TextState.SHOWN
    )
    others.exclude(pk=text.pk).update(state=TextState.REPLACED)
    text.state, text.shown_by, text.shown_at = TextState.SHOWN, actor, clock.now()
    text.save(update_fields=["state", "shown_by", "shown_at"])
    audit.record("standards.text_shown", text, actor=actor, sha256=text.sha256)


def only_another(text: Manifestation, actor: User | None) -> None:
    """RuleBroken for who took the file in: what readers see was looked through by a second person."""
    if actor is not None and text.made_by_id == actor.pk:
        raise RuleBroken(_("You took it in yourself: a second person must look it through."))


@transaction.atomic
def rewrite(text: Manifestation, converted: Converted) -> None:
    """Put another conversion of the same file in the place of the one before."""
    told = _told(converted) | {
        "refused_converter": None,
        "refused_problems": [],
        "refused_lost": 0,
    }
    for name, value in told.items():
        setattr(text, name, value)
    text.save(update_fields=list(told))
    text.parts.all().delete()
    _write(text, converted)


def _told(converted: Converted) -> dict[str, object]:
    return {
        "problems": [asdict(problem) for problem in converted.problems[:SHOWN_PROBLEMS]],
        "words": converted.words,
        "lost": converted.lost,
        "converter": CONVERTER,
    }


def _write(text: Manifestation, converted: Converted) -> None:
    """Parts and their clauses; large standards have thousands, so they go in by COPY."""
    parts = Part.objects.bulk_create(
        Part(
            text=text,
            position=position,
            anchor=part.anchor,
            label=part.label,
            title=part.title,
            kind=part.kind,
            html=part.html,
        )
        for position, part in enumerate(converted.parts)
    )
    add_rows(
        Clause,
        ("part_id", "position", "anchor", "label", "title", "level", "words", "stems"),
        (
            (
                *(row.pk, position, clause.anchor, clause.label, clause.title, clause.level),
                *(clause.text, " ".join(stems(f"{clause.title} {clause.text}"[:MOST_SOUGHT]))),
            )
            for row, part in zip(parts, converted.parts, strict=True)
            for position, clause in enumerate(part.clauses)
        ),
    )
