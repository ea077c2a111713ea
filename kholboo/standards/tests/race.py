"""Two people at the same moment: threads with connections of their own, let go together."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from kholboo.core.errors import DomainError


def together(*acts):
    """What each act gave, or the refusal it met, in their order."""
    start = Barrier(len(acts))

    def one(act):
        try:
            start.wait(timeout=60)
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def refusals(results):
    return [result for result in results if isinstance(result, DomainError)]
