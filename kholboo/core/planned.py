"""Questions that are planned once for each connection, and not each time they are asked.

A question of many parts can take PostgreSQL ten times longer to plan than to answer: the counts beside
the queues took 6 ms and 0.6 ms. Made for questions whose best way does not hang on the values asked for:
numbers, moments and lists of keys travel beside the question, words stand in it, since a part of a table
(`WHERE status IN (…)` of an index) is recognised by its words only.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from psycopg import sql

# A connection keeps so many plans; beyond it the least used is forgotten.
MOST_PLANS = 200


class _Cursor(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **_options: Any) -> "_Cursor":
        super().execute(query, params, prepare=True)
        if connection.queries_logged:
            # Where Django's log looks for what was asked; psycopg leaves nothing there for a kept plan.
            operations: Any = connection.ops
            asked = operations.compose_sql(query, params)
            self._query: Any = SimpleNamespace(query=asked.encode())
        return self


def keep_plans(connection: Any, **_signal: Any) -> None:
    """Of each new connection: let it keep plans. Questions of the models are planned as ever, but for
    those within `reading`.
    """
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


@contextmanager
def reading() -> Iterator[None]:
    """What models ask within this block is planned once, too; writing goes on as ever.

    For rows that are found by their keys; not for searches, whose best way hangs on the words, nor for
    the newest few of many, where the way for any value may walk through all. Of words only those of a
    choice (a status) are spelled: a number that somebody typed would be another question each time.
    """
    with connection.execute_wrapper(_by_kept_plan):
        yield


def _by_kept_plan(
    execute: Callable[..., Any], question: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    asking = context["cursor"]
    # Cursors with a name fetch their rows bit by bit; a block within a block has nothing left to do.
    is_plain = not isinstance(asking.cursor, (psycopg.ServerCursor, _Cursor))
    if is_plain and question.startswith("SELECT "):
        asking.cursor.close()
        asking.cursor = _Cursor(connection.connection)
        question, params = spelled(question, params or (), Enum)
    return execute(question, params, many, context)


def spelled(question: str, params: Sequence[Any], words: type = str) -> tuple[str, tuple[Any, ...]]:
    """The question with its `words` written into it, and what still travels beside it."""
    parts = question.split("%s")
    if len(parts) != len(params) + 1:
        raise ValueError("A question has one %s for each value, and no other.")
    told, beside = [parts[0]], []
    for value, rest in zip(params, parts[1:], strict=True):
        if isinstance(value, str) and isinstance(value, words):
            told.append(_literal(value))
        else:
            told.append("%s")
            beside.append(value)
        told.append(rest)
    return "".join(told), tuple(beside)


@lru_cache(maxsize=1024)
def _literal(word: str) -> str:
    return sql.Literal(word).as_string(None).replace("%", "%%")


def counting(lists: Iterable[QuerySet[Any, Any]]) -> tuple[str, tuple[Any, ...]]:
    """One question for how long each of these lists is, as `spelled` gives it; limits are kept."""
    parts: list[str] = []
    params: list[Any] = []
    for number, rows in enumerate(lists):
        one, values = rows.query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({one}) AS list_{number})")  # noqa: S608  ours
        params += values
    return spelled("SELECT " + ", ".join(parts), params)
