"""Questions that are planned once for each connection, and not each time they are asked.

A question of many parts can take PostgreSQL ten times longer to plan than to answer: the counts beside
the queues took 6 ms and 0.6 ms. Made for questions whose best way does not hang on the values asked for:
numbers, moments and lists of keys travel beside the question, words stand in it, since a part of a table
(`WHERE status IN (…)` of an index) is recognised by its words only.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from psycopg import sql

# A connection keeps so many plans; beyond it the least used is forgotten.
MOST_PLANS = 100


class _Cursor(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **_options: Any) -> "_Cursor":
        return super().execute(query, params, prepare=True)


def keep_plans(connection: Any, **_signal: Any) -> None:
    """Of each new connection: let it keep plans. Questions of the models are planned as ever."""
    raw = connection.connection
    raw.prepare_threshold, raw.prepared_max = 1, MOST_PLANS
    # Left to itself, PostgreSQL plans anew wherever values promise a slightly cheaper way.
    raw.execute("SET plan_cache_mode = force_generic_plan")


def cursor() -> CursorWrapper:
    """A cursor of Django's connection whose questions keep their plans; to be closed by `with`."""
    connection.ensure_connection()
    plain: Any = _Cursor(connection.connection)
    made = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    wrapped: CursorWrapper = made(plain)
    return wrapped


def spelled(question: str, params: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """The question with its words written into it, and what still travels beside it."""
    parts = question.split("%s")
    if len(parts) != len(params) + 1:
        raise ValueError("A question has one %s for each value, and no other.")
    told, beside = [parts[0]], []
    for value, rest in zip(params, parts[1:], strict=True):
        if isinstance(value, str):
            told.append(sql.Literal(value).as_string(None).replace("%", "%%"))
        else:
            told.append("%s")
            beside.append(value)
        told.append(rest)
    return "".join(told), tuple(beside)


def counting(lists: Iterable[QuerySet[Any, Any]]) -> tuple[str, tuple[Any, ...]]:
    """One question for how long each of these lists is, as `spelled` gives it; limits are kept."""
    parts: list[str] = []
    params: list[Any] = []
    for number, rows in enumerate(lists):
        one, values = rows.query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({one}) AS list_{number})")  # noqa: S608  ours
        params += values
    return spelled("SELECT " + ", ".join(parts), params)
