"""The type of a file by its content; names and the browser's word are never asked."""

from typing import BinaryIO

# pylibmagic carries the library and its rules and must be imported before magic looks for them.
import pylibmagic  # noqa: F401  # isort: skip
import magic  # isort: skip

from kholboo.documents.cleaner.verdict import Refused

HEAD = 256 * 1024
# Word and Excel lock a file inside a compound file, in a stream of this name (MS-OFFCRYPTO 1.3).
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")

# What libmagic says -> what we call it. Zip is examined further by office.py.
_NAMES = {
    "image/jpeg": "image/jpeg",
    "image/png": "image/png",
    "image/webp": "image/webp",
    "image/gif": "image/gif",
    "image/heic": "image/heic",
    "image/heif": "image/heic",
    "application/pdf": "application/pdf",
    "application/zip": "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "application/zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "application/zip",
    "application/vnd.openxmlformats-officedocument": "application/zip",
    "video/webm": "video/webm",
    "audio/webm": "video/webm",
    "audio/ogg": "audio/ogg",
    "audio/mpeg": "audio/mpeg",
    "audio/x-wav": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "audio/amr": "audio/amr",
    "audio/mp4": "video/mp4",
    "audio/x-m4a": "video/mp4",
    "video/mp4": "video/mp4",
    "video/x-m4v": "video/mp4",
    "video/quicktime": "video/quicktime",
    "video/3gpp": "video/3gpp",
    "video/3gpp2": "video/3gpp",
    "audio/3gpp": "video/3gpp",
}

_magic: list[magic.Magic] = []


def load() -> None:
    """Find the library and read its rules."""
    _magic.append(magic.Magic(mime=True))
    _magic[0].from_buffer(b"%PDF-1.4")


def media_type(source: BinaryIO) -> str:
    """One of our names, or Refused("type"). Containers of sound and film come out as video."""
    head = source.read(HEAD)
    if not head:
        raise Refused("empty")
    said = str(_magic[0].from_buffer(head)).lower()
    if said in _NAMES:
        return _NAMES[said]
    if head.startswith(_COMPOUND) and _LOCKED in head + source.read():
        raise Refused("password")
    # The first part of a stream cut by MediaRecorder, and MP3 without tags, have no rule there.
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if said == "application/octet-stream" and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    raise Refused("type")
