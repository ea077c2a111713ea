"""What editors upload goes through the same cleaner as what citizens send."""

import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.models import UploadedFile as UploadedLater

from kholboo.core.errors import RuleBroken
from kholboo.documents import rules
from kholboo.documents.cleaner.verdict import Refused
from kholboo.documents.rules import MEGABYTE, TYPES, DocumentKind
from kholboo.documents.services import cleaning, refusals
from kholboo.website.models import Picture

PICTURES = frozenset({DocumentKind.IMAGE})
PAPERS = frozenset({DocumentKind.PDF, DocumentKind.OFFICE})
LARGEST = 20 * MEGABYTE


def cleaned(file: "UploadedFile[bytes]", *, kinds: Collection[DocumentKind]) -> Any:
    """What may stand on the site in place of this upload.

    Raises RuleBroken with the sentence for people when it is none of these kinds.
    """
    if (file.size or 0) > LARGEST:
        raise refusals.refusal([refusals.sentence("size", rules.safe_name(file.name or ""))])
    if kinds is not PAPERS or not (file.name or "").lower().endswith(".csv"):
        return rebuilt(file, kinds=kinds)
    if not is_plain_table(file):
        raise RuleBroken(_("This file is not a table of plain text (CSV, UTF-8)."), field="file")
    return file


def clean_waiting(upload: UploadedLater) -> None:
    """Wagtail puts an upload aside as it came while its other words are still missing."""
    kinds = PICTURES if upload.for_content_type.model_class() is Picture else PAPERS
    came = upload.file.file
    upload.file = cleaned(came, kinds=kinds)


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
