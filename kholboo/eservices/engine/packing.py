"""The files of a procedure in one ZIP, out and in. What comes in is not believed."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from kholboo.eservices.engine.faults import Problem, Problems, Unpublishable

LARGEST = 3 * 1024 * 1024  # bytes of the ZIP
LARGEST_FILE = 1024 * 1024  # bytes of one file in it; read no further, whatever its directory says
MOST_FILES = 20
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def pack(files: Mapping[str, bytes]) -> bytes:
    """The same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), files[name], zipfile.ZIP_DEFLATED)
    return held.getvalue()


def unpack(source: bytes) -> dict[str, bytes]:
    """Names without the one folder they may all lie in. Raises Unpublishable.

    Which names belong to a procedure is for `read_bundle` to say; nothing is written anywhere.
    """
    if len(source) > LARGEST:
        raise Unpublishable((Problem("pack_large", facts=(("most", LARGEST // 1024),)),))
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            return _files(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Unpublishable((Problem("pack_broken"),)) from error


def _files(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    problems = Problems()
    if len(entries) > MOST_FILES:
        problems.add("pack_many", most=MOST_FILES)
        problems.stop_if_any()
    folders = {entry.filename.rpartition("/")[0] for entry in entries}
    folder = folders.pop() if len(folders) == 1 else ""
    found: dict[str, bytes] = {}
    for entry in entries:
        name = entry.filename.removeprefix(f"{folder}/") if folder else entry.filename
        if name in found:
            problems.add("pack_twice", file=name[:80])
        with archive.open(entry) as opened:
            found[name] = opened.read(LARGEST_FILE + 1)
        if len(found[name]) > LARGEST_FILE:
            problems.add("file_large", file=name[:80], most=LARGEST_FILE // 1024)
    problems.stop_if_any()
    return found
