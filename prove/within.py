"""What proofs share that run inside the product: its start, and threads that begin together."""

import os
import sys
from collections.abc import Callable, Iterator
from threading import Barrier, Thread

import django

from bench.figures import Figure, say


def run(figures: Callable[[int], Iterator[Figure]]) -> None:
    """The main of a proof: `python -m prove.name SEED`."""
    sys.exit(0 if say(figures(int(sys.argv[1]))) else 1)


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()


def together(acts: list[Callable[[], None]]) -> None:
    """Run the acts in threads that wait for each other first; each closes its connection.

    An exception of an act is raised here, after all have ended.
    """
    from django.db import connection

    barrier = Barrier(len(acts))
    trouble: list[BaseException] = []

    def runner(act: Callable[[], None]) -> None:
        try:
            barrier.wait()
            act()
        except Exception as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [Thread(target=runner, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if trouble:
        raise trouble[0]


def broken(name: str, value: float, unit: str) -> Figure:
    """The line of a negative control: it is right when something did break."""
    return Figure(f"{name}/control", value, unit, "> 0")
