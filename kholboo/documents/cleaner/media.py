"""Sound and film: the container is proved, and where it was made is taken out.

MP4, MOV and 3GP lose their description boxes (place, phone, author), MP3 its ID3 tags, WAV every
chunk but the sound. Nothing is re-encoded. Not taken out: comments in Ogg, tags in WebM, and
tracks of measurements that action cameras record beside the film.
Sources: ISO/IEC 14496-12 (boxes), ID3v2.4, RIFF/WAVE, RFC 4867 (AMR), RFC 7845 (Ogg Opus).
"""

import shutil
import struct
from typing import BinaryIO

from kholboo.documents.cleaner import boxes
from kholboo.documents.cleaner.verdict import Refused, Verdict

_FILM_CODECS = (b"V_VP8", b"V_VP9", b"V_AV1", b"V_MPEG", b"V_MS")
_SOUND_CODECS = (b"A_OPUS", b"A_VORBIS")
_HEAD = 64 * 1024
_AMR = (b"#!AMR\n", b"#!AMR-WB\n")


def clean(media_type: str, source: BinaryIO, view: BinaryIO) -> Verdict:
    if media_type in ("video/mp4", "video/quicktime", "video/3gpp"):
        return _box_file(media_type, source, view)
    if media_type == "audio/wav":
        return _wav(source, view)
    if media_type == "audio/mpeg":
        return _mp3(source, view)
    head = source.read(_HEAD)
    source.seek(0)
    if media_type == "video/webm":
        media_type = _webm(head)
    elif media_type == "audio/amr":
        if not head.startswith(_AMR):
            raise Refused("broken")
    elif b"OpusHead" not in head[:128] and b"\x01vorbis" not in head[:128]:
        raise Refused("type")
    shutil.copyfileobj(source, view)
    return Verdict(media_type, media_type)


def _webm(head: bytes) -> str:
    """audio/webm when the first tracks hold only sound: what a voice note is."""
    if b"webm" not in head[:64]:
        raise Refused("type")
    if any(codec in head for codec in _FILM_CODECS):
        return "video/webm"
    if any(codec in head for codec in _SOUND_CODECS):
        return "audio/webm"
    raise Refused("broken")


def _box_file(media_type: str, source: BinaryIO, view: BinaryIO) -> Verdict:
    shutil.copyfileobj(source, view)
    found = boxes.strip(view)
    if not found.handlers & {b"vide", b"soun"}:
        raise Refused("broken")
    if b"vide" not in found.handlers:
        media_type = "audio/3gpp" if media_type == "video/3gpp" else "audio/mp4"
    return Verdict(media_type, media_type, is_clean=True, seconds=found.seconds)


def _wav(source: BinaryIO, view: BinaryIO) -> Verdict:
    data = source.read()
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        # A recorder that was cut leaves a size larger than the file: take what is there.
        chunks.setdefault(name, data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    form, sound = chunks.get(b"fmt ", b""), chunks.get(b"data", b"")
    if len(form) < 16 or not sound:
        raise Refused("broken")
    body = b"WAVE" + b"".join(_chunk(name, chunks[name]) for name in (b"fmt ", b"data"))
    view.write(b"RIFF" + struct.pack("<I", len(body)) + body)
    rate = int.from_bytes(form[8:12], "little")
    seconds = len(sound) // rate if rate else None
    return Verdict("audio/wav", "audio/wav", is_clean=True, seconds=seconds)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _mp3(source: BinaryIO, view: BinaryIO) -> Verdict:
    data = source.read()
    while data[:3] == b"ID3" and len(data) > 10:
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    if data[-128:-125] == b"TAG":
        data = data[:-128]
    data = data.lstrip(b"\0")
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        raise Refused("broken")
    view.write(data)
    return Verdict("audio/mpeg", "audio/mpeg", is_clean=True)
