"""A person is erased; then everything is searched for them, and nothing may be found.

They write, are asked, answered, rated and reopened through the product's pages, with files and a
voice note, and a real worker carries the messages. Then they ask on their page to be erased and a
head grants it. Searched are every column of every table, every file under VAR, what the product
logged, and what sealed values open to. A backup from before is restored and the ledger applied.

Outside: other organisations that took a message (their simulators too), PostgreSQL's own dead rows
until it vacuums, and backups until they are overwritten (docs/how-to/production.md).
"""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import psycopg
from psycopg import sql

from bench.figures import Figure
from bench.place import ROOT, address_of
from prove.erasing.canary import Canaries
from prove.within import run, set_up

# This story leaves no canary there, so leaving these out cannot be seen here; tests hold them
# (kholboo/feedback/tests/test_erasing_rooms.py, of publications test_published_pages.py, of phones
# test_alerts.py).
UNSEEN = {
    "_alerts",
    "_arrival",
    "_calls",
    "_drafts",
    "_extensions",
    "_forwardings",
    "_inquiry",
    "_letters",
    "_postings",
    "_readings",
    "_signatures",
    "_suggestions",
    "forget_publications",
}


def figures(seed: int) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        _move_to(var)
        set_up()
        _log_into(var / "log")
        yield from _proof(var, Random(f"erasure:{seed}"))
        yield from _control(var, Random(f"erasure-control:{seed}"))


def _proof(var: Path, luck: Random) -> Iterator[Figure]:
    from prove.erasing import story
    from prove.erasing.search import everything

    erased, stays = Canaries.make(luck), Canaries.make(luck)
    case = story.live(erased)
    story.live(stays)
    story.work()
    before = everything(erased, [var])
    yield Figure("erasure/canaries", len(erased.values()), "", ">= 20")
    unseen = erased.values().keys() - before.keys()
    yield Figure("erasure/not-seen-before", len(unseen), "canaries", "<= 0")
    with _backup(var) as (database, files):
        story.erase(case)
        story.work()
        left = everything(erased, [var])
        _tell(left)
        yield Figure("erasure/canaries-left", len(left), "canaries", "<= 0")
        kept = everything(stays, [var])
        yield Figure("erasure/of-another-person-lost", len(stays.values()) - len(kept), "", "<= 0")
        yield Figure("erasure/broken-stories", _broken_stories(), "", "<= 0")
        yield from _restored(database, files, var, erased)


def _restored(database: str, files: Path, var: Path, erased: Canaries) -> Iterator[Figure]:
    """The backup as a product of its own: the person is back, until the ledger is applied."""
    env = {**os.environ, "DATABASE_URL": address_of(database), "VAR": str(files)}
    found = _found_in(env, erased)
    yield Figure("erasure/in-the-backup", found, "canaries", "> 0")
    subprocess.run(
        [sys.executable, "manage.py", "erase_again", str(var / "erasures.jsonl")],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    yield Figure("erasure/left-after-restore", _found_in(env, erased), "canaries", "<= 0")


def _control(var: Path, luck: Random) -> Iterator[Figure]:
    """Each wiping left out once: the search must find what it would have taken away."""
    from kholboo.feedback.services import wiping
    from prove.erasing import story
    from prove.erasing.search import everything

    wipes = [wipe for wipe in wiping.WIPES if name_of(wipe) not in UNSEEN]
    canaries = [Canaries.make(luck) for _wipe in wipes]
    cases = [story.live(canary) for canary in canaries]
    story.work()
    for case, left_out in zip(cases, wipes, strict=True):
        fewer = tuple(wipe for wipe in wiping.WIPES if wipe is not left_out)
        with patch.object(wiping, "WIPES", fewer):
            story.erase(case)
    noticed = sum(bool(everything(canary, [var])) for canary in canaries)
    yield Figure("erasure/control", noticed, "of the wipings left out", f">= {len(wipes)}")


def name_of(wipe: Any) -> str:
    return str(wipe.__name__)


def _broken_stories() -> int:
    from kholboo.feedback.services import checking

    return sum(len(batch.broken) for batch in checking.batches())


def _move_to(var: Path) -> None:
    """A folder of the proof's own, with the compiled assets of the product that runs."""
    shutil.copytree(Path(os.environ.get("VAR", "var")).resolve() / "static", var / "static")
    os.environ |= {
        "VAR": str(var),
        "MODE": "demo",
        "MAIL": "fake",
        "SMS": "fake",
        "ERASURE_LEDGER": "",
        "ALLOWED_HOSTS": '["testserver", "localhost"]',
    }


def _log_into(folder: Path) -> None:
    """Everything the product says goes into a file that is searched too."""
    folder.mkdir()
    handler = logging.FileHandler(folder / "web.log")
    logging.getLogger().addHandler(handler)
    for name in ("kholboo", "django", "procrastinate"):
        logging.getLogger(name).addHandler(handler)


@contextmanager
def _backup(var: Path) -> Iterator[tuple[str, Path]]:
    """A faithful copy of database and files as they are now; dropped at the end."""
    from django.db import connection

    connection.close()
    name = "kholboo_prove_erasure_backup"
    source = str(connection.settings_dict["NAME"])
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(source)
    )
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        server.execute(drop)
        server.execute(copy)
        with tempfile.TemporaryDirectory() as folder:
            files = Path(folder) / "var"
            shutil.copytree(var, files, ignore=shutil.ignore_patterns("log"))
            try:
                yield name, files
            finally:
                server.execute(drop)


def _found_in(env: dict[str, str], canary: Canaries) -> int:
    """How many canaries are found in another database and folder, by a process of its own."""
    values = {**canary.values(), "voice": canary.voice.hex()}
    done = subprocess.run(
        [sys.executable, "-m", "prove.erasing.elsewhere"],
        cwd=ROOT,
        env=env,
        input=json.dumps(values),
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(done.stdout)


def _tell(left: dict[str, str]) -> None:
    for name, where in left.items():
        print(f"left: {name} in {where}", file=sys.stderr)


if __name__ == "__main__":
    run(figures)
