"""Word and Excel files (docx, xlsx): the zip is proved to be honest, then written anew.

Python's zipfile opens overlapping entries and believes sizes, so the budget is counted on the
bytes that really come out. The new copy drops the author's data (docProps) and every link that
would fetch something by itself; links a reader clicks on stay.
Source: ECMA-376 part 2 (Open Packaging Conventions).
"""

import re
import zipfile
import zlib
from typing import BinaryIO
from xml.etree import ElementTree

from kholboo.documents.cleaner.verdict import Refused, Verdict

ENTRIES = 2_000
UNPACKED = 200 * 1024 * 1024
RATIO = 200  # how many times larger one entry may become; honest XML stays under 60
SMALL = 1024 * 1024  # below this no ratio is dangerous

_OFFICE = "application/vnd.openxmlformats-officedocument."
_MAIN = {
    f"{_OFFICE}wordprocessingml.document.main+xml": f"{_OFFICE}wordprocessingml.document",
    f"{_OFFICE}spreadsheetml.sheet.main+xml": f"{_OFFICE}spreadsheetml.sheet",
}
_CONTENT = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROGRAMS = re.compile(
    r"vba|macrosheets/|dialogsheets/|activex|oleobject|\.(bin|exe|dll|js|vbs|bat|cmd|ps1|hta|lnk|scr)$",
    re.IGNORECASE,
)
# Excel keeps printer settings as .bin; they are data of a printer driver and are dropped.
_HARMLESS_BIN = re.compile(r"printerSettings\d*\.bin$|/customProperty\d*\.bin$", re.IGNORECASE)
_PROPERTIES = {
    "docProps/core.xml": "<cp:coreProperties xmlns:cp="
    '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": "<Properties xmlns="
    '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": "<Properties xmlns="
    '"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}


def clean(source: BinaryIO, view: BinaryIO) -> Verdict:
    """Refuses "archive" (bombs, overlaps, escaping names), "macros", "password", "type"."""
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            _check_shape(entries)
            media_type = _media_type(archive)
            with zipfile.ZipFile(view, "w", zipfile.ZIP_DEFLATED) as rebuilt:
                _rebuild(archive, entries, rebuilt)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Refused("broken") from error
    except (NotImplementedError, RuntimeError) as error:  # exotic packing, or encrypted entries
        raise Refused("archive") from error
    return Verdict(media_type, media_type, is_clean=True)


def _check_shape(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
        raise Refused("archive")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or not all(_stays_inside(name) for name in names):
        raise Refused("archive")
    if any(_PROGRAMS.search(name) and not _HARMLESS_BIN.search(name) for name in names):
        raise Refused("macros")
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        # The local header is at least 30 bytes and the name; packed bytes follow.
        if entry.header_offset < end:
            raise Refused("archive")
        end = entry.header_offset + 30 + len(entry.filename.encode()) + entry.compress_size


def _stays_inside(name: str) -> bool:
    return not (
        name.startswith(("/", "\\"))
        or ".." in name.replace("\\", "/").split("/")
        or ":" in name
        or "\\" in name
        or "\0" in name
    )


def _media_type(archive: zipfile.ZipFile) -> str:
    """By the content type of the main part; a template or a macro file has another one."""
    if _CONTENT not in archive.namelist():
        raise Refused("type")
    types = _read(archive, archive.getinfo(_CONTENT))
    root = _xml(types)
    said = {element.get("ContentType", "") for element in root}
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in said):
        raise Refused("macros")
    found = [ours for main, ours in _MAIN.items() if main in said]
    if len(found) != 1:
        raise Refused("type")
    return found[0]


def _rebuild(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], rebuilt: zipfile.ZipFile
) -> None:
    left = UNPACKED
    for entry in entries:
        if entry.is_dir():
            continue
        content = _read(archive, entry)
        left -= len(content)
        if left < 0:
            raise Refused("archive")
        if entry.filename in _PROPERTIES:
            content = _PROPERTIES[entry.filename].encode()
        elif entry.filename.endswith(".rels"):
            content = _without_fetching(content)
        elif _HARMLESS_BIN.search(entry.filename):
            content = b""
        # A new header: no times, no owner, no comments, no extra fields.
        rebuilt.writestr(
            zipfile.ZipInfo(entry.filename), content, zipfile.ZIP_DEFLATED, compresslevel=6
        )


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The entry's bytes, counted as they come out and not as the header promises."""
    allowed = max(SMALL, entry.compress_size * RATIO)
    with archive.open(entry) as packed:
        content = packed.read(min(allowed, UNPACKED) + 1)
    if len(content) > min(allowed, UNPACKED):
        raise Refused("archive")
    return content


def _xml(content: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"<\0!\0" in content:
        raise Refused("archive")
    try:
        return ElementTree.fromstring(content)  # noqa: S314  # no DOCTYPE, so no entities
    except ElementTree.ParseError as error:
        raise Refused("broken") from error


def _without_fetching(content: bytes) -> bytes:
    """Relations to outside that open by themselves (templates, pictures, data) lead nowhere."""
    root = _xml(content)
    for relation in root:
        outside = relation.get("TargetMode", "").lower() == "external"
        if outside and not relation.get("Type", "").endswith("/hyperlink"):
            relation.set("Target", "about:blank")
    ElementTree.register_namespace("", _RELATIONS)
    rebuilt: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return rebuilt
