"""What editors upload goes through the same cleaner as what citizens send."""

import tempfile
from collections.abc import Collection
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from kholboo.documents import rules
from kholboo.documents.cleaner.verdict import Refused
from kholboo.documents.rules import TYPES, DocumentKind
from kholboo.documents.services import cleaning, refusals

PICTURES = frozenset({DocumentKind.IMAGE})
PAPERS = frozenset({DocumentKind.PDF, DocumentKind.OFFICE})


def rebuilt(file: "UploadedFile[bytes]", *, kinds: Collection[DocumentKind]) -> SimpleUploadedFile:
    """The copy without hidden data: no place, camera or author stays in it.

    Raises RuleBroken with the sentence for people when the content is not of these kinds,
    whatever the file is called.
    """
    name = rules.safe_name(file.name or "")
    with tempfile.TemporaryDirectory(prefix="editor-") as place:
        original, view, thumb = (Path(place) / part for part in ("original", "view", "thumb"))
        with original.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        try:
            verdict = cleaning.clean(original, view, thumb)
            if TYPES[verdict.media_type][0] not in kinds:
                raise Refused("type")
        except Refused as refused:
            raise refusals.refusal([refusals.sentence(refused.code, name)]) from refused
        known = rules.download_name(name, verdict.view_type)
        return SimpleUploadedFile(known, view.read_bytes(), verdict.view_type)


def is_plain_table(file: "UploadedFile[bytes]") -> bool:
    """Whether the content is text a table program reads: open data goes out as CSV."""
    try:
        text = b"".join(file.chunks()).decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\0" not in text and not text.lstrip().startswith("<")
