"""The desk, the hotline and the quarterly report among a million cases."""

from collections.abc import Iterator
from contextlib import ExitStack

from bench import desk, reports
from bench.figures import Figure

FEW, MANY = 10_000, 1_000_000


def figures() -> Iterator[Figure]:
    """Fills a million cases first: some minutes, and some gigabytes of disk until it ends."""
    with ExitStack() as stack:
        databases = desk.filled(stack, FEW, MANY)
        yield from desk.compared(databases)
        yield from reports.measured(databases[MANY][0])
