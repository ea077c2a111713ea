"""A PDF written anew without anything that acts: only pages, text, pictures, web links.

The digital signature of the sent file does not survive; the original in quarantine keeps it.
"""

from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from kholboo.documents.cleaner.verdict import Refused, Verdict

# Names of entries that start something, carry files, or tell about the author.
_ACTING = (
    "/OpenAction", "/AA", "/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/AF",
    "/Collection", "/Metadata", "/PieceInfo", "/RichMediaContent", "/RichMediaSettings",
    "/Movie", "/Sound", "/Rendition", "/3DD", "/Perms",
)  # fmt: skip
_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/GoTo3DView",
        "/Trans",
        "/SetOCGState",
        "/Hide",
    }
)
_ANNOTATIONS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
_DEEPEST = 40
_WEB = ("http:", "https:", "mailto:", "tel:")


def clean(source: BinaryIO, view: BinaryIO) -> Verdict:
    """Refuses "password" when the file cannot be opened without one, "broken" without pages."""
    try:
        with pikepdf.open(source, attempt_recovery=True, suppress_warnings=True) as pdf:
            if len(pdf.pages) == 0:
                raise Refused("broken")
            _disarm(pdf)
            pdf.save(
                view,
                encryption=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,
            )
    except pikepdf.PasswordError as error:
        raise Refused("password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError) as error:
        raise Refused("broken") from error
    return Verdict("application/pdf", "application/pdf", is_clean=True)


def _disarm(pdf: Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for thing in pdf.objects:
        _walk(thing, 0)
    for page in pdf.pages:
        _drop_annotations(page.obj)


def _walk(thing: Object, depth: int) -> None:
    """Disarm one object and what lies directly inside; references are visited on their own."""
    if depth > _DEEPEST:
        raise Refused("broken")
    if isinstance(thing, Array):
        for inner in thing.as_list():
            if isinstance(inner, Object) and not inner.is_indirect:
                _walk(inner, depth + 1)
    elif isinstance(thing, Dictionary | Stream):
        _disarm_entries(thing)
        for key in list(thing.keys()):
            inner = thing[key]
            if isinstance(inner, Object) and not inner.is_indirect:
                _walk(inner, depth + 1)


def _disarm_entries(thing: Object) -> None:
    for key in _ACTING:
        # A sound or a film frame is a stream; its /Metadata goes, its bytes are unreachable.
        if key in thing:
            del thing[key]
    kind = thing.get("/S")
    if isinstance(kind, Name) and (str(kind) in _ACTIONS or _leads_astray(thing)):
        for key in list(thing.keys()):
            if key != "/Length":
                del thing[key]


def _leads_astray(action: Object) -> bool:
    """A link to anything but a web page, a mail address or a telephone."""
    if str(action.get("/S")) != "/URI":
        return False
    return not str(action.get("/URI", "")).strip().lower().startswith(_WEB)


def _drop_annotations(page: Object) -> None:
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return
    kept = [
        note
        for note in notes.as_list()
        if isinstance(note, Dictionary) and str(note.get("/Subtype")) not in _ANNOTATIONS
    ]
    page["/Annots"] = Array(kept)
