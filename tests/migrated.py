"""One migrated database from which every test database is copied: migrating takes far longer.

Workers share it, and the server under var/test keeps it for the next run, until a migration or
a locked package changes. It holds no row but those that migrations write.
"""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit

import django
import psycopg
from django.db import connections
from psycopg import sql

from launch import place
from launch.migrating import migrate
from launch.stale import fingerprint

NAME = "kholboo_migrated"
LOCK = 5_221_947  # any number nobody else locks on this server: one worker makes it, others wait


def migrated():
    """Its name, after making it where it is absent or of other migrations."""
    now = fingerprint(
        [*place.ROOT.glob("kholboo/*/migrations/*.py"), place.ROOT / "requirements.lock"]
    )
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if _remark(server) != now:
            name = sql.Identifier(NAME)
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
            server.execute(sql.SQL("CREATE DATABASE {}").format(name))
            _migrate()
            # Last: who was interrupted before this line leaves nothing that looks ready.
            server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, now))
    return NAME


@contextmanager
def copied(name):
    """The address of a database of this name, for a product of its own; dropped at the end."""
    usual, base = os.environ["DATABASE_URL"], sql.Identifier(migrated())
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), base)
    with psycopg.connect(usual, autocommit=True) as server:
        server.execute(drop)
        server.execute(make)
        try:
            yield urlsplit(usual)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(drop)


def _remark(server):
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    row = server.execute(query, [NAME]).fetchone()
    return row and row[0]


def _migrate():
    connection = connections["default"]
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = NAME
    try:
        migrate(verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


if __name__ == "__main__":
    django.setup()
    migrated()
