"""One running product for all processes that walk journeys."""

import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from tests.journeys.product import Product


@contextmanager
def shared(folder, start):
    """A product; `start()` is a context that gives one, entered by whoever asks first.

    The others are told by a note in the folder. Who began it ends it, after all have left.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if not run:  # nobody to share it with
        with start() as product:
            yield product
        return
    note = Path(folder) / f"journeys-{run}.json"
    with note.with_suffix(".turn").open("w") as turn, note.with_suffix(".used").open("w") as used:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if note.exists():
            fcntl.flock(used, fcntl.LOCK_SH)
            fcntl.flock(turn, fcntl.LOCK_UN)
            yield Product(**json.loads(note.read_text()))
            return
        with start() as product:
            note.write_text(json.dumps(asdict(product)))
            fcntl.flock(turn, fcntl.LOCK_UN)
            try:
                yield product
            finally:
                fcntl.flock(turn, fcntl.LOCK_EX)
                note.unlink()
                fcntl.flock(used, fcntl.LOCK_EX)
