"""Eight at once take numbers, and a third of them change their mind: no double, no gap."""

from collections.abc import Callable, Iterator
from random import Random

from bench.figures import Figure
from prove.within import broken, run, set_up, together

THREADS, EACH, ROLLED_BACK = 8, 50, 0.3
SERIES = "prove"


class ChangedMind(Exception):
    """Undoes one transaction on purpose."""


def figures(seed: int) -> Iterator[Figure]:
    set_up()
    from kholboo.core import clock

    now = clock.now()

    def counted() -> int:
        from kholboo.agency.services.numbering import next_number

        return int(next_number(SERIES, now)[3:-2])

    kept = _race(seed, counted)
    yield Figure("race-number/doubles", len(kept) - len(set(kept)), "", "<= 0")
    yield Figure("race-number/gaps", max(kept) - len(set(kept)), "", "<= 0")
    yield Figure("race-number/given", len(kept), "", f">= {THREADS * EACH // 2}")
    kept = _race(seed, _highest_and_one)
    yield broken("race-number", len(kept) - len(set(kept)), "doubles")


def _race(seed: int, take: Callable[[], int]) -> list[int]:
    """The numbers that were committed, by all threads."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS prove_number (number integer)")
        cursor.execute("TRUNCATE prove_number")
    together([_taker(Random(f"{seed}:{number}"), take) for number in range(THREADS)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM prove_number")
        return [number for (number,) in cursor.fetchall()]


def _taker(luck: Random, take: Callable[[], int]) -> Callable[[], None]:
    from django.db import connection, transaction

    def act() -> None:
        for _each in range(EACH):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("INSERT INTO prove_number VALUES (%s)", [take()])
                    if luck.random() < ROLLED_BACK:
                        raise ChangedMind
            except ChangedMind:
                continue

    return act


def _highest_and_one() -> int:
    """The control: what people write who have no counter row."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM prove_number")
        number: int = cursor.fetchone()[0]
    return number


if __name__ == "__main__":
    run(figures)
