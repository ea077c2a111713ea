"""Batches of invented cases on their way into the database.

Two processes make rows while two of PostgreSQL's own take the batches before through COPY: while one
takes the cases, the other takes what hangs on the next. Each batch is one transaction; its numbers
come from the counter rows, so numbering stays gapless and a running product can go on taking cases
meanwhile.
"""

import gc
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from random import Random

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from bench.batch import Batch, World, make
from bench.plan import SPAN
from bench.tables import COLUMNS, check_columns, table_of
from bench.world import read_world
from kholboo.agency.services.numbering import written
from kholboo.feedback.services import vocabulary
from kholboo.feedback.services.intake import SERIES

BATCH = 4_000
MAKERS, AHEAD = 2, 3  # processes that make rows; batches made before they are asked for
KEEPERS = 2  # connections that take them; what is made waits for them
_known: list[World] = []  # in a maker: the world it was born with
NUMBERS = """
INSERT INTO agency_counter AS c (series, year, last) VALUES (%s, %s, %s)
ON CONFLICT (series, year) DO UPDATE SET last = c.last + excluded.last
RETURNING last
"""
KEYS = "SELECT nextval(pg_get_serial_sequence('feedback_case', 'id')) FROM generate_series(1, %s)"


def fill(cases: int, *, seed: int) -> float:
    """Add the cases; returns how many a second were made and kept.

    Raises SystemExit where invented cases do not belong.
    """
    if settings.MODE != "demo":
        raise SystemExit("Invented cases do not belong into a real database: MODE is not demo.")
    check_columns()
    world = read_world(seed)
    started = time.perf_counter()
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(KEEPERS) as keepers:
        for batch in _batches(world, cases, seed):
            waiting.append(keepers.submit(_keep, batch, waiting[-1] if waiting else None))
            if len(waiting) > KEEPERS:
                waiting.popleft().result()
        for kept in waiting:
            kept.result()
    return round(cases / (time.perf_counter() - started), 1)


def settle() -> None:
    """What the server does by itself within minutes: statistics for the planner, and the waiting
    words sorted into the index of searching. Cannot stand within a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _batches(world: World, cases: int, seed: int) -> Iterator[Batch]:
    """Oldest first, so that numbers follow the dates of receipt within one filling."""
    connection.close()  # makers are copies of this process and must not hold our connection
    makers = ProcessPoolExecutor(
        MAKERS, mp_context=get_context("fork"), initializer=_know, initargs=(world,)
    )
    with makers:
        makers.submit(int).result()  # all makers begin now
        waiting: deque[Future[Batch]] = deque()
        for start in range(0, cases, BATCH):
            keys = _keys(min(BATCH, cases - start))
            part = start / cases, (start + len(keys)) / cases
            waiting.append(makers.submit(_make, f"{seed}:{keys[0]}", keys, part))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _know(world: World) -> None:
    """In a maker: remember the world, and do not look for circles, for rows hold none."""
    _known.append(world)
    gc.disable()


def _make(seed: str, keys: list[int], part: tuple[float, float]) -> Batch:
    """In a maker. The keys are in the seed, so that a second filling invents other cases."""
    world = _known[0]
    since, until = (world.now - SPAN + SPAN * share for share in part)
    return make(world, Random(seed), keys, since, until)


def _keys(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [count])
        return [key for (key,) in cursor.fetchall()]


def _keep(batch: Batch, before: Future[None] | None) -> None:
    """In a thread with a connection of its own. `before`: the batch whose numbers come first."""
    try:
        with transaction.atomic():
            _copy(batch, before)
    finally:
        connection.close()


def _copy(batch: Batch, before: Future[None] | None) -> None:
    trust_keys()
    with connection.cursor() as cursor:
        # Words wait in a longer list before they are sorted into the index of searching.
        cursor.execute("SET LOCAL gin_pending_list_limit = '64MB'")
        # Invented cases may be lost with the machine, so nobody waits for the disk to keep them.
        cursor.execute("SET LOCAL synchronous_commit = off")
    for label, lines in batch.tables.items():
        copy_rows(table_of(label), COLUMNS[label], lines)
    if before:
        before.result()
    with connection.cursor() as cursor:
        cursor.execute(vocabulary.LEARN, [batch.words])
    cases = zip(_numbers(batch.years), batch.cases, strict=True)
    rows = b"".join([b"%b\t%b" % case for case in cases])
    copy_rows(table_of("feedback.Case"), COLUMNS["feedback.Case"], rows)


def trust_keys() -> None:
    """Every key we write was read from this database: checking each again takes half the time.

    Only the owner of a server may switch the checks off; elsewhere they stay on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        if cursor.fetchone()[0] == "on":
            cursor.execute("SET LOCAL session_replication_role = replica")


def copy_rows(table: str, columns: Sequence[str], rows: bytes) -> None:
    """Rows as COPY's own text reads them."""
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        copy.write(rows)


def _numbers(years: list[int]) -> Iterator[bytes]:
    """The next numbers of each year met; the counter's rows stay locked until the commit."""
    nexts = {}
    for year, count in sorted(Counter(years).items()):
        with connection.cursor() as cursor:
            cursor.execute(NUMBERS, [SERIES, year, count])
            nexts[year] = cursor.fetchone()[0] - count
    for year in years:
        nexts[year] += 1
        yield written(year, nexts[year]).encode()
