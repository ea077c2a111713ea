"""Looking for a person everywhere: every column of every table, every file, and inside them.

Values are looked for plain and folded as the search index folds them, in UTF-8 and UTF-16, as
base 64 (at each of its three places), as hexadecimal, escaped for JSON and for addresses. Sealed
values are opened with the keys this installation holds; compressed ones, zips and PDF are opened.
"""

import base64
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from prove.erasing.canary import Canaries

LONGEST_INNER = 50_000_000
DIGITS = re.compile(rb"[0-9]")


class Search:
    """Finds the names of canaries in bytes; `found` says where each was first met."""

    def __init__(self, canaries: Canaries) -> None:
        self.found: dict[str, str] = {}
        self._needles = {name: _forms(value) for name, value in canaries.values().items()}

    def look(self, data: bytes, where: str) -> None:
        """Look in the bytes, and in what they hold when they are a box."""
        for inner in _layers(data):
            low = inner.lower()
            for name, needles in self._needles.items():
                if name not in self.found and any(_stands(needle, low) for needle in needles):
                    self.found[name] = where


def everything(canaries: Canaries, places: list[Path]) -> dict[str, str]:
    """Where each canary was found: in the database, in files under `places`, in their names."""
    search = Search(canaries)
    for where, data in _database():
        search.look(data, where)
    for where, data in _sealed():
        search.look(data, where)
    for place in places:
        for file in sorted(path for path in place.rglob("*") if path.is_file()):
            search.look(str(file.relative_to(place)).encode(), "a file's name")
            search.look(file.read_bytes(), f"file {file.relative_to(place).parts[0]}")
    return search.found


def _forms(value: str | bytes) -> set[bytes]:
    """Every way in which the value might have been written, in small letters."""
    if isinstance(value, bytes):
        return {value[:64].lower()}
    from kholboo.core.language import search_key

    forms: set[bytes] = set()
    for words in {value, value.lower(), search_key(value)}:
        plain = words.encode()
        escaped = json.dumps(words).strip('"')
        forms |= {plain, words.encode("utf-16-le"), words.encode("utf-16-be")}
        forms |= {plain.hex().encode(), escaped.encode(), quote(words).encode()}
        forms |= {form for shift in range(3) for form in _base64(plain, shift)}
    return {form.lower() for form in forms if form}


def _base64(plain: bytes, shift: int) -> Iterator[bytes]:
    """The letters of base 64 that depend on `plain` alone when `shift` bytes stand before it."""
    coded = base64.b64encode(b"\0" * shift + plain)
    first, last = -(-shift * 4 // 3), len(plain) + shift
    sure = coded[first : last * 4 // 3]
    if len(sure) >= 8:
        yield sure
        yield sure.replace(b"+", b"-").replace(b"/", b"_")


def _stands(needle: bytes, data: bytes) -> bool:
    """Inside the data; of a number, not as a part of a longer one."""
    start = data.find(needle)
    while start >= 0:
        if not needle.isdigit() or not _is_part(data, start, start + len(needle)):
            return True
        start = data.find(needle, start + 1)
    return False


def _is_part(data: bytes, start: int, end: int) -> bool:
    around = data[max(0, start - 1) : start] + data[end : end + 1]
    return bool(DIGITS.search(around))


def _layers(data: bytes) -> Iterator[bytes]:
    """The bytes, and what is folded up in them: zip, PDF, zlib."""
    yield data
    if data[:2] == b"PK":
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as box:
            for info in box.infolist():
                if info.file_size < LONGEST_INNER:
                    yield info.filename.encode()
                    yield box.read(info)
    elif data[:4] == b"%PDF":
        yield from _streams(data)
    elif data[:1] == b"x":
        with suppress(zlib.error):
            yield zlib.decompress(data)


def _streams(data: bytes) -> Iterator[bytes]:
    import pikepdf

    with suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data)) as paper:
        for thing in paper.objects:
            if isinstance(thing, pikepdf.Stream):
                with suppress(pikepdf.PdfError):
                    yield thing.read_bytes()
            yield repr(thing).encode()


def _database() -> Iterator[tuple[str, bytes]]:
    """Every value of every column of every table that is not PostgreSQL's own."""
    from django.db import connection
    from psycopg import sql

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_type = 'BASE TABLE'"
            " AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2, 3"
        )
        columns = cursor.fetchall()
        for schema, table, column, kind in columns:
            read = sql.SQL("{}" if kind == "bytea" else "{}::text").format(sql.Identifier(column))
            cursor.execute(sql.SQL("SELECT {} FROM {}").format(read, sql.Identifier(schema, table)))
            for (value,) in cursor:
                if value is not None:
                    data = value.encode() if isinstance(value, str) else bytes(value)
                    yield f"{table}.{column}", data


def _sealed() -> Iterator[tuple[str, bytes]]:
    """What this installation can still open: contacts, deliveries, drafts, sessions."""
    from django.contrib.sessions.models import Session

    from kholboo.core.seal import Unsealable
    from kholboo.feedback.contacts import person_of
    from kholboo.feedback.models import Contact, Draft
    from kholboo.feedback.queries.drafts import answers_of
    from kholboo.notifications.models import Delivery
    from kholboo.notifications.queries import opened

    for contact in Contact.objects.iterator():
        with suppress(Unsealable):
            yield "an opened contact", repr(person_of(contact)).encode()
    for delivery in Delivery.objects.iterator():
        yield "an opened delivery", json.dumps(opened(delivery), ensure_ascii=False).encode()
    for draft in Draft.objects.exclude(sealed_answers=b"").iterator():
        yield "an opened draft", json.dumps(answers_of(draft), ensure_ascii=False).encode()
    for session in Session.objects.iterator():
        yield "a session", repr(session.get_decoded()).encode()
