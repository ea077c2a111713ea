"""One file, from hostile bytes to a verdict."""

import contextlib
import json
import os
import sys
from dataclasses import asdict
from typing import BinaryIO

from kholboo.documents.cleaner import sniff
from kholboo.documents.cleaner.sandbox import build_walls
from kholboo.documents.cleaner.verdict import Refused, Task, Verdict


def main(task_json: str) -> None:
    """Write one JSON line: the facts, or {"refused": code}. Dying is a refusal for the parent."""
    task = Task(**json.loads(task_json))
    sniff.load()  # starts helper programs to find its library, so before the walls
    walls = build_walls(memory=task.memory, cpu=task.cpu, disk=task.disk)
    try:
        verdict = asdict(clean(sys.stdin.buffer, task)) | {"walls": walls}
    except Refused as refusal:
        verdict = {"refused": refusal.code, "walls": walls}
    except MemoryError:
        verdict = {"refused": "resources", "walls": walls}
    with os.fdopen(1, "w") as out:
        json.dump(verdict, out)
    # Nothing of what the file left behind in memory runs again: no finalisers, no exit handlers.
    os._exit(0)


def clean(source: BinaryIO, task: Task) -> Verdict:
    media_type = sniff.media_type(source)
    source.seek(0)
    with (
        os.fdopen(task.view_fd, "w+b", closefd=False) as view,
        os.fdopen(task.thumb_fd, "w+b", closefd=False) as thumb,
    ):
        verdict = _by_kind(media_type, source, view, thumb, task)
        # A verdict must not leave before its bytes did.
        with contextlib.suppress(OSError):
            thumb.flush()
        view.flush()
    return verdict


def _by_kind(
    media_type: str, source: BinaryIO, view: BinaryIO, thumb: BinaryIO, task: Task
) -> Verdict:
    # Each cleaner is imported only when its kind arrives: a photo never waits for qpdf.
    if media_type.startswith("image/"):
        from kholboo.documents.cleaner import images

        return images.clean(media_type, source, view, thumb, task)
    if media_type == "application/pdf":
        from kholboo.documents.cleaner import pdf

        return pdf.clean(source, view)
    if media_type == "application/zip":
        from kholboo.documents.cleaner import office

        return office.clean(source, view)
    from kholboo.documents.cleaner import media

    return media.clean(media_type, source, view)
