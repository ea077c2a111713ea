"""Batches of invented cases on their way into the database.

One thread makes rows while PostgreSQL's own process takes the batch before through COPY. Each
batch is one transaction; its numbers come from the counter rows, so numbering stays gapless and
a running product can go on taking cases meanwhile.
"""

import gc
import time
from collections import Counter
from collections.abc import Iterator
from queue import Queue
from random import Random
from threading import Thread

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from bench.batch import Batch, World, make
from bench.plan import SPAN
from bench.tables import COLUMNS, check_columns, table_of
from bench.world import read_world
from kholboo.agency.services.numbering import written
from kholboo.feedback.services.intake import SERIES

BATCH = 4_000
NUMBERS = """
INSERT INTO agency_counter AS c (series, year, last) VALUES (%s, %s, %s)
ON CONFLICT (series, year) DO UPDATE SET last = c.last + excluded.last
RETURNING last
"""
KEYS = "SELECT nextval(pg_get_serial_sequence('feedback_case', 'id')) FROM generate_series(1, %s)"


def fill(cases: int, *, seed: int) -> float:
    """Add the cases; returns how many a second were kept, statistics included.

    Raises SystemExit where invented cases do not belong.
    """
    if settings.MODE != "demo":
        raise SystemExit("Invented cases do not belong into a real database: MODE is not demo.")
    check_columns()
    world = read_world(seed)
    started = time.perf_counter()
    gc.disable()  # rows point at nothing that points back; looking for circles takes a fifth
    _write(world, cases, seed)
    gc.enable()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return round(cases / (time.perf_counter() - started), 1)


def _write(world: World, cases: int, seed: int) -> None:
    ready: Queue[Batch | None] = Queue(maxsize=2)
    trouble: list[Exception] = []
    keeper = Thread(target=_keep_all, args=(ready, trouble), daemon=True)
    keeper.start()
    for batch in _batches(world, cases, seed):
        if trouble:
            break
        ready.put(batch)
    ready.put(None)
    keeper.join()
    if trouble:
        raise trouble[0]


def _batches(world: World, cases: int, seed: int) -> Iterator[Batch]:
    """Oldest first, so that numbers follow the dates of receipt within one filling."""
    first = world.now - SPAN
    for start in range(0, cases, BATCH):
        with connection.cursor() as cursor:
            cursor.execute(KEYS, [min(BATCH, cases - start)])
            keys = [key for (key,) in cursor.fetchall()]
        since = first + SPAN * (start / cases)
        until = first + SPAN * ((start + len(keys)) / cases)
        # The keys are in the seed, so that a second filling invents other cases.
        yield make(world, Random(f"{seed}:{keys[0]}"), keys, since, until)


def _keep_all(ready: "Queue[Batch | None]", trouble: list[Exception]) -> None:
    """The keeper's thread: takes every batch, keeps them until one fails, then only takes."""
    while (batch := ready.get()) is not None:
        try:
            if not trouble:
                _keep(batch)
        except Exception as error:
            trouble.append(error)
    connection.close()


@transaction.atomic
def _keep(batch: Batch) -> None:
    _trust_keys()
    for label, rows in batch.rows.items():
        if label != "feedback.Case":
            _copy(label, rows)
    numbers = _numbers(batch.years)
    cases = zip(numbers, batch.rows["feedback.Case"], strict=True)
    _copy("feedback.Case", [f"{number}\t{line}" for number, line in cases])


def _trust_keys() -> None:
    """Every key we write was read from this database: checking each again takes half the time.

    Only the owner of a server may switch the checks off; elsewhere they stay on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        if cursor.fetchone()[0] == "on":
            cursor.execute("SET LOCAL session_replication_role = replica")


def _copy(label: str, rows: list[str]) -> None:
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table_of(label)), sql.SQL(", ").join(map(sql.Identifier, COLUMNS[label]))
    )
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        copy.write("".join(rows))


def _numbers(years: list[int]) -> Iterator[str]:
    """The next numbers of each year met; the counter's rows stay locked until the commit."""
    nexts = {}
    for year, count in sorted(Counter(years).items()):
        with connection.cursor() as cursor:
            cursor.execute(NUMBERS, [SERIES, year, count])
            nexts[year] = cursor.fetchone()[0] - count
    for year in years:
        nexts[year] += 1
        yield written(year, nexts[year])
