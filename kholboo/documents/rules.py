"""What a file may be, how large, and what it is called: pure Python, no database, no disk."""

import re
import unicodedata
from datetime import timedelta
from pathlib import PurePath

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from kholboo.core.errors import RuleBroken

# So many files belong to one thing: a case, an application.
MOST_FILES = 10
MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
LONGEST_NAME = 120
UNCLAIMED_KEPT = timedelta(days=7)
# A file on disk without a row may belong to an upload that is being written right now.
STRAY_KEPT = timedelta(days=1)
UPLOADS_IN_AN_HOUR = 120
UNCLAIMED_BYTES = 20 * 1024 * MEGABYTE
DISK_RESERVE = 1024 * MEGABYTE


class DocumentKind(TextChoices):
    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"
    AUDIO = "audio"
    VIDEO = "video"
    MARKUP = "markup"


class DocumentState(TextChoices):
    """CLEAN: the view copy was rebuilt. AS_SENT: nothing in this type could be rebuilt."""

    CLEAN = "clean"
    AS_SENT = "as_sent"


class Variant(TextChoices):
    VIEW = "view"
    THUMB = "thumb"
    ORIGINAL = "original"


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Media type -> kind and the endings a download may carry; the first is given when none fits.
TYPES: dict[str, tuple[DocumentKind, tuple[str, ...]]] = {
    "image/jpeg": (DocumentKind.IMAGE, (".jpg", ".jpeg", ".jfif")),
    "image/png": (DocumentKind.IMAGE, (".png",)),
    "image/webp": (DocumentKind.IMAGE, (".webp",)),
    "image/gif": (DocumentKind.IMAGE, (".gif",)),
    "image/heic": (DocumentKind.IMAGE, (".heic", ".heif")),
    "application/pdf": (DocumentKind.PDF, (".pdf",)),
    _WORD: (DocumentKind.OFFICE, (".docx",)),
    _EXCEL: (DocumentKind.OFFICE, (".xlsx",)),
    "audio/webm": (DocumentKind.AUDIO, (".webm", ".weba")),
    "audio/ogg": (DocumentKind.AUDIO, (".ogg", ".oga", ".opus")),
    "audio/mp4": (DocumentKind.AUDIO, (".m4a", ".mp4")),
    "audio/mpeg": (DocumentKind.AUDIO, (".mp3",)),
    "audio/wav": (DocumentKind.AUDIO, (".wav",)),
    "audio/amr": (DocumentKind.AUDIO, (".amr",)),
    "audio/3gpp": (DocumentKind.AUDIO, (".3gp", ".3ga")),
    "video/mp4": (DocumentKind.VIDEO, (".mp4", ".m4v")),
    "video/webm": (DocumentKind.VIDEO, (".webm",)),
    "video/quicktime": (DocumentKind.VIDEO, (".mov",)),
    "video/3gpp": (DocumentKind.VIDEO, (".3gp",)),
}

# What its owner examines itself before it is kept (`services.storing`); nobody sends it as a file.
EXAMINED_BY_OWNER: dict[str, tuple[DocumentKind, tuple[str, ...]]] = {
    "application/xml": (DocumentKind.MARKUP, (".xml",)),
    "image/avif": (DocumentKind.IMAGE, (".avif",)),
    "image/svg+xml": (DocumentKind.IMAGE, (".svg",)),
}

# What a browser may show inside a page; everything else is only ever saved to disk.
SHOWN_INLINE = frozenset({DocumentKind.IMAGE, DocumentKind.AUDIO})
# The file chooser of a form: endings first, because some phones know no media types.
ACCEPT = ",".join(sorted({ending for _kind, endings in TYPES.values() for ending in endings}))


def check_count(count: int) -> None:
    """Refuse more than MOST_FILES at once."""
    if count > MOST_FILES:
        raise RuleBroken(
            _("You chose %(count)d files; at most %(limit)d can be sent. Please remove some.")
            % {"count": count, "limit": MOST_FILES},
            field="files",
            count=count,
        )


def safe_name(name: str) -> str:
    """The last part of a path without controls and without marks that turn text around.

    U+202E makes `gpj.exe` look like `exe.jpg`; every invisible format mark goes (category C).
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kinds = ((letter, unicodedata.category(letter)[0]) for letter in last)
    seen = "".join(" " if kind == "Z" else letter for letter, kind in kinds if kind != "C")
    plain = " ".join(re.sub(r'[<>:"|?*]', "_", seen).split()).strip(". ")
    if not plain:
        return "file"
    ending = PurePath(plain).suffix[:12]
    return (
        plain[: -len(ending)][: LONGEST_NAME - len(ending)] + ending
        if ending
        else (plain[:LONGEST_NAME])
    )


def download_name(name: str, media_type: str) -> str:
    """`name` with an ending that tells the truth about `media_type`."""
    _kind, endings = (TYPES | EXAMINED_BY_OWNER)[media_type]
    path = PurePath(name)
    if path.suffix.lower() in endings:
        return name
    known = {ending for _kind, several in TYPES.values() for ending in several}
    stem = path.stem if path.suffix.lower() in known else name
    return stem[: LONGEST_NAME - len(endings[0])] + endings[0]
