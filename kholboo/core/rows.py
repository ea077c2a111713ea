"""Rows in ways that Django's own is too slow for: thousands at once, and the few of every step."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db import connection, models
from psycopg import sql


def add_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Add rows in the caller's transaction, keys in their order; a dict becomes JSON.

    Triggers and constraints hold as for INSERT and refuse with Django's errors. Every column to
    which the database gives no value by itself must be named.
    """
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(command) as copy,
    ):
        for row in rows:
            copy.write_row([json.dumps(v) if isinstance(v, dict) else v for v in row])


# A model, or a model and the names of the fields that are read of it.
Part = type[models.Model] | tuple[type[models.Model], tuple[str, ...]]


class Written:
    """A question of one hot place, put together once. Django does so anew each time it is asked, which
    for a join costs a process more than the answer does.

    `{name}` in the statement stands for the columns of the model given under this name, and its
    alias. Of a model with names only these are read, and the rest when somebody looks at it.
    """

    def __init__(self, statement: str, **parts: Part) -> None:
        self._statement, self._parts = statement, parts

    def rows(self, *given: int | str) -> list[tuple[Any, ...]]:
        """One object for each part of each row, in the order in which the parts were named."""
        text, parts = self._made
        with connection.cursor() as cursor:
            cursor.execute(text, given)
            return [tuple(part.of(row) for part in parts) for row in cursor.fetchall()]

    @cached_property
    def _made(self) -> tuple[str, list["_Read"]]:
        """Not before the models are all there."""
        parts, texts, start = [], {}, 0
        for alias, what in self._parts.items():
            model, names = what if isinstance(what, tuple) else (what, ())
            part = _Read(model, names, start)
            texts[alias] = part.columns(alias)
            parts.append(part)
            start += len(part.fields)
        return self._statement.format_map(texts), parts


class _Read:
    def __init__(self, model: type[models.Model], names: tuple[str, ...], start: int) -> None:
        fields = model._meta.concrete_fields
        self.model = model
        self.fields = [one for one in fields if not names or one.name in names]
        self._names = [one.attname for one in self.fields]
        self._from, self._to = start, start + len(self.fields)
        self._turned = [
            (place, turn)
            for place, one in enumerate(self.fields)
            for turn in one.get_db_converters(connection)
        ]

    def columns(self, alias: str) -> str:
        quoted = (connection.ops.quote_name(str(one.column)) for one in self.fields)
        return ", ".join(f"{alias}.{column}" for column in quoted)

    def of(self, row: Sequence[Any]) -> models.Model:
        values = list(row[self._from : self._to])
        for place, turn in self._turned:
            values[place] = turn(values[place], None, connection)
        return self.model.from_db(connection.alias, self._names, values)
