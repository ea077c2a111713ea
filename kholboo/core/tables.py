"""Bytes of a table → rows of texts: CSV in the encodings and separators people have, and XLSX.

Bounds before anything is unpacked: a file that would fill the memory is refused by its directory.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext_lazy as _
from lxml.etree import XMLSyntaxError

from kholboo.core.errors import RuleBroken

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
# All the rows with all of our columns, each cell with words of its own, have a little less.
MOST_TAGS, READ_AT_ONCE = 1_200_000, 1 << 20
MOST_ROWS, MOST_COLUMNS = 5000, 60
LONGEST_CELL = 10_000
SEPARATORS = ",;\t"
# What Mongolian letters became in fonts made over the Cyrillic page of Windows.
OLD_FONT = str.maketrans({"є": "ө", "Є": "Ө", "ї": "ү", "Ї": "Ү"})

Table = list[tuple[int, dict[str, str]]]


def check_size(content: bytes) -> None:
    if len(content) > LARGEST:
        raise RuleBroken(_("The file is larger than 5 MB. Send it in parts."), field="file")


def is_workbook(content: bytes) -> bool:
    return content.startswith(b"PK")


def read_table(content: bytes) -> Table:
    """Pairs of (number of the row as the program that made it counts, column → text).

    Raises RuleBroken for what is no table, or a larger one than can be taken in at once.
    """
    lines = _lines_of_workbook(content) if is_workbook(content) else _lines_of_text(content)
    try:
        return _named(lines)
    except csv.Error as error:
        raise RuleBroken(
            _("A cell of this file is too long, or never ends."), field="file"
        ) from error


def _named(lines: Iterable[tuple[int, list[str]]]) -> Table:
    header: list[str] = []
    table: Table = []
    for number, cells in lines:
        if not any(cells):
            continue
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise RuleBroken(_("The file has more than 60 columns."), field="file")
        if not header:
            header = [cell.strip().lower() for cell in cells[:MOST_COLUMNS]]
            continue
        if len(table) >= MOST_ROWS:
            raise RuleBroken(
                _("The file has more than 5,000 rows. Send it in parts."), field="file"
            )
        table.append((number, _row(header, cells, number)))
    if not table:
        raise RuleBroken(_("The file has no rows."), field="file")
    return table


def _row(header: list[str], cells: list[str], number: int) -> dict[str, str]:
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise RuleBroken(
            _("Row %(row)s has a cell of more than 10,000 letters.") % {"row": number}, field="file"
        )
    # A name that stands twice would lose one of its cells; the first with words is kept.
    row: dict[str, str] = {}
    for name, cell in zip(header, cells, strict=False):
        row[name] = row.get(name) or cell.strip()
    return row


def _lines_of_text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = decoded(content)
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for cells in reader:
        yield reader.line_num, cells


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else the Cyrillic page of Windows."""
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RuleBroken(_("This is no text and no table that we can read."), field="file")
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1251").translate(OLD_FONT)
        except UnicodeDecodeError as error:
            raise RuleBroken(
                _("The letters of this file cannot be read. Save it as UTF-8."), field="file"
            ) from error
    if "\x00" in text:
        raise RuleBroken(_("This is no text and no table that we can read."), field="file")
    return text


def _lines_of_workbook(content: bytes) -> list[tuple[int, list[str]]]:
    """Of the first sheet. openpyxl reads its XML by defusedxml, which refuses every entity."""
    # Here and not above: few requests need it, and it weighs 17 MB in every process.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _check_parts(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(
            max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True
        )
        return [
            (number, [_text(cell) for cell in cells]) for number, cells in enumerate(rows, start=1)
        ]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        DefusedXmlException,
        ParseError,
        XMLSyntaxError,
        # openpyxl meets a part that is missing or of another kind with these.
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        AttributeError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise RuleBroken(
            _("This workbook cannot be read. Save it anew as XLSX."), field="file"
        ) from error


def _check_parts(content: bytes) -> None:
    """What its directory says, it cannot exceed: zipfile stops reading there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or size > LARGEST_UNPACKED or _tags(archive) > MOST_TAGS:
            raise RuleBroken(
                _("Unpacked, this workbook is too large. Send it in parts."), field="file"
            )


def _tags(archive: zipfile.ZipFile) -> int:
    """How often something begins or ends in it: each becomes an object, however small it is."""
    count = 0
    for part in archive.infolist():
        with archive.open(part) as unpacked:
            while piece := unpacked.read(READ_AT_ONCE):
                count += piece.count(b"<")
                if count > MOST_TAGS:
                    return count
    return count


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\x00", "")
