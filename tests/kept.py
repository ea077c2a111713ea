"""All rows of the test database, kept to be put back after tests of real transactions.

Emptying every table and loading the starter data anew takes ten times as long.
"""

from contextlib import contextmanager

from psycopg.sql import SQL, Identifier

TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
"""


class Kept:
    """Every row there is when it is made, as COPY writes them: by table."""

    def __init__(self, connection):
        self.connection = connection
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            self.tables = [name for (name,) in cursor.fetchall()]
            self.rows = self._there(cursor)

    def put_back(self):
        """What was there is there again, with the same keys, and nothing else."""
        with self.connection.cursor() as cursor, _unguarded(cursor):
            there = self._there(cursor)
            for table in {*there, *self.rows}:
                rows = self.rows.get(table)
                if table in there and rows != there[table]:
                    cursor.execute(SQL("DELETE FROM {}").format(Identifier(table)))
                if rows and rows != there.get(table):
                    with cursor.copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
                        copy.write(rows)

    def _there(self, cursor):
        """The rows of each table that has any."""
        has = SQL(", ").join(
            SQL("EXISTS (SELECT FROM {})").format(Identifier(name)) for name in self.tables
        )
        cursor.execute(SQL("SELECT {}").format(has))
        found = [
            name for name, is_any in zip(self.tables, cursor.fetchone(), strict=True) if is_any
        ]
        return {name: _copied(cursor, name) for name in found}


def _copied(cursor, table):
    with cursor.copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copy:
        return b"".join(copy)


@contextmanager
def _unguarded(cursor):
    """No trigger and no foreign key is asked: append-only tables are emptied, in any order."""
    cursor.execute("SET session_replication_role = replica")
    try:
        yield
    finally:
        cursor.execute("SET session_replication_role = DEFAULT")


def is_able(connection):
    """Whether our role may put triggers aside; that of a server given to us may not."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return cursor.fetchone() == ("on",)
