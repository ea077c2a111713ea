"""Certification of bread in small: a whole procedure that may be published, and broken ones of it."""

from collections.abc import Mapping
from pathlib import Path

from kholboo.eservices.engine.bundle import Bundle, read_bundle
from kholboo.eservices.engine.faults import Unpublishable

FOLDER = Path(__file__).resolve().parent / "bakery_files"
MANIFEST, DRAWING, TABLES = "procedure.json", "process.bpmn", "tables.dmn"


def files(**changed: tuple[str, ...]) -> dict[str, bytes]:
    """All files as bytes; `drawing=(old, new)` and so on replaces what must stand there once."""
    found = {file.name: file.read_bytes() for file in FOLDER.iterdir()}
    names = {"drawing": DRAWING, "tables": TABLES, "manifest": MANIFEST}
    for part, change in changed.items():
        text = found[names[part]].decode()
        for old, new in zip(change[::2], change[1::2], strict=True):
            assert text.count(old) == 1, (old, text.count(old))
            text = text.replace(old, new)
        found[names[part]] = text.encode()
    return found


def bundle(**changed: tuple[str, ...]) -> Bundle:
    return read_bundle(files(**changed))


def problems(
    given: Mapping[str, bytes] | None = None, **changed: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Code and element of everything that is wrong, in order."""
    try:
        read_bundle(files(**changed) if given is None else given)
    except Unpublishable as refusal:
        return [(each.code, each.element) for each in refusal.problems]
    return []
