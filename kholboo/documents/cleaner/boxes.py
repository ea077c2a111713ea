"""Boxes of MP4, MOV and 3GP files: what kinds of track there are, and their descriptions gone.

A description box is turned into a `free` box of the same length filled with zeros, so that no
offset to sound or film moves. Source: ISO/IEC 14496-12; Apple QuickTime File Format.
"""

import os
from dataclasses import dataclass, field
from typing import BinaryIO

from kholboo.documents.cleaner.verdict import Refused

BOXES = 20_000
_DEEPEST = 8
_INSIDE = frozenset({b"moov", b"trak", b"mdia", b"minf", b"edts", b"mvex", b"moof", b"traf"})
_DESCRIPTIONS = frozenset({b"udta", b"meta", b"uuid", b"XMP_", b"loci", b"\xa9xyz"})


@dataclass
class Found:
    """Track handlers (`vide`, `soun`, ...) and the length of the whole, where it is written."""

    handlers: set[bytes] = field(default_factory=set)
    seconds: int | None = None
    count: int = 0


def strip(file: BinaryIO) -> Found:
    """Take the descriptions out in place. Refuses a file whose boxes do not fit together."""
    found = Found()
    end = file.seek(0, os.SEEK_END)
    _level(file, 0, end, found, 0)
    if not found.handlers:
        raise Refused("broken")
    return found


def _level(file: BinaryIO, at: int, end: int, found: Found, depth: int) -> None:
    while at + 8 <= end:
        found.count += 1
        if found.count > BOXES or depth > _DEEPEST:
            raise Refused("broken")
        name, start, after = _box(file, at, end)
        if name in _DESCRIPTIONS:
            _blank(file, at, start, after)
        elif name in _INSIDE:
            _level(file, start, after, found, depth + 1)
        elif name == b"hdlr":
            file.seek(start + 8)
            found.handlers.add(file.read(4))
        elif name == b"mvhd":
            found.seconds = _length(file, start)
        at = after


def _box(file: BinaryIO, at: int, end: int) -> tuple[bytes, int, int]:
    """Name, first byte of the content, first byte after the box."""
    file.seek(at)
    head = file.read(16)
    size, name, start = int.from_bytes(head[:4], "big"), head[4:8], at + 8
    if size == 1:
        size, start = int.from_bytes(head[8:16], "big"), at + 16
    elif size == 0:
        size = end - at
    after = at + size
    # A phone that lost power leaves the sound box longer than the file: harmless, play the rest.
    if after > end and name == b"mdat":
        after = end
    if after < start or after > end:
        raise Refused("broken")
    return name, start, after


def _blank(file: BinaryIO, at: int, start: int, after: int) -> None:
    file.seek(at + 4)
    file.write(b"free")
    file.seek(start)
    left = after - start
    while left > 0:
        left -= file.write(b"\0" * min(left, 1 << 16))


def _length(file: BinaryIO, start: int) -> int | None:
    file.seek(start)
    head = file.read(32)
    if len(head) < 32:
        return None
    if head[0] == 1:
        scale, length = int.from_bytes(head[20:24], "big"), int.from_bytes(head[24:32], "big")
    else:
        scale, length = int.from_bytes(head[12:16], "big"), int.from_bytes(head[16:20], "big")
    seconds = length // scale if scale else 0
    # Fragmented recordings write zero, broken ones nonsense.
    return seconds if 0 < seconds < 7 * 24 * 3600 else None
