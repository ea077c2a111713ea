"""Which kind of file it is, told by what is in it and never by its name."""

from kholboo.core.tables import check_size, read_table
from kholboo.standards.importing import iso, ours, sts_front
from kholboo.standards.importing.rows import Reading
from kholboo.standards.models.files import FileKind


def read(content: bytes) -> tuple[FileKind, Reading]:
    """RuleBroken for what cannot be read at all."""
    check_size(content)
    if sts_front.is_xml(content):
        return FileKind.STS, sts_front.read(content)
    table = read_table(content)
    if iso.is_iso(table):
        return FileKind.ISO, iso.read(table)
    return FileKind.TABLE, ours.read(table)
