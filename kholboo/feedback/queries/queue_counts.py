"""How many cases wait in each queue of the inbox."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from kholboo.accounts.models import User
from kholboo.agency.absence import hands_of
from kholboo.core import planned
from kholboo.feedback.queries.desk import Reach, reach_of
from kholboo.feedback.queries.inbox import Filters, Queue, queue_of

# Counting stops here: "200+" tells an officer as much as 48,211 would.
COUNTED_TO = 200
COUNTED = tuple(queue for queue in Queue if queue != Queue.ALL)
# Stands for the present in a question that is kept.
NOW = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Seat:
    """Who asks, as far as the question depends on it: equal seats ask in the same words."""

    user_id: int
    reach: Reach
    hands: frozenset[int]
    user: User = field(compare=False)


def counts(user: User, *, now: datetime) -> dict[Queue, int]:
    """How many cases wait in each queue, counted up to COUNTED_TO; one round trip."""
    sql, params = _question(_Seat(user.pk, reach_of(user), hands_of(user), user), COUNTED_TO)
    later = now - NOW
    moved = [each + later if isinstance(each, datetime) else each for each in params]
    with planned.cursor() as cursor:
        cursor.execute(sql, moved)
        found = cursor.fetchone()
    return dict(zip(COUNTED, found, strict=True))


@lru_cache(maxsize=1024)
def _question(seat: _Seat, most: int) -> tuple[str, tuple[Any, ...]]:
    """Kept, because putting nine questions into SQL took a third of the inbox's time, and planning
    them half of what the database then took.
    """
    waiting = (queue_of(seat.user, Filters(queue=queue), now=NOW) for queue in COUNTED)
    return planned.counting(rows.order_by().values("pk")[:most] for rows in waiting)
