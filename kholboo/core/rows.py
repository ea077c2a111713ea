"""Many new rows at once, by PostgreSQL's COPY: for a change that touches thousands."""

import json
from collections.abc import Iterable, Sequence

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
