"""How many steps wait in each queue of those who work on applications; one round trip."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from kholboo.accounts.models import User
from kholboo.agency.absence import hands_of
from kholboo.agency.posts import posts_of
from kholboo.core import planned
from kholboo.eservices.queries.queue import COUNTED_TO, Queue, steps_of

# The two queues of applications are not counted.
COUNTED = (Queue.TODO, Queue.MINE, Queue.SOON, Queue.OVERDUE)
# Stands for today in a question that is kept.
TODAY = date(2000, 1, 1)


@dataclass(frozen=True)
class _Seat:
    """Who asks, as far as the question depends on it: equal seats ask in the same words."""

    posts: frozenset[tuple[str, int, int | None]]
    hands: frozenset[int]
    user: User = field(compare=False)


def counts(user: User, *, today: date) -> dict[Queue, int]:
    """How many wait, up to COUNTED_TO + 1."""
    posts = frozenset((post.role, post.office_id, post.unit_id) for post in posts_of(user))
    sql, params = _question(_Seat(posts, hands_of(user), user))
    later = today - TODAY
    moved = [each + later if isinstance(each, date) else each for each in params]
    with planned.cursor() as cursor:
        cursor.execute(sql, moved)
        found = cursor.fetchone()
    return dict(zip(COUNTED, found, strict=True))


@lru_cache(maxsize=1024)
def _question(seat: _Seat) -> tuple[str, tuple[Any, ...]]:
    waiting = (steps_of(seat.user, queue, today=TODAY) for queue in COUNTED)
    return planned.counting(rows.order_by().values("pk")[: COUNTED_TO + 1] for rows in waiting)
