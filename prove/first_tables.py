"""Tables of an empty database made the quick way and by Django alone: the same to the last word."""

import os
import sys
from collections.abc import Iterator

import psycopg
from psycopg import sql

from bench.figures import Figure
from bench.place import address_of, run
from prove.within import broken
from prove.within import run as prove_run

QUICK, PLAIN, CONTROL = (f"kholboo_prove_tables_{way}" for way in ("quick", "plain", "control"))
START = (
    "import django; django.setup(); from django.db import connection as c; c.ensure_connection()"
)
WAYS = {
    QUICK: "from launch.migrating import migrate; migrate(verbosity=0)",
    PLAIN: "from django.core.management import call_command as do; do('migrate', verbosity=0)",
}
# Everything a database of ours is made of, one line each.
MADE_OF = {
    "columns": """
        SELECT c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, o.collname
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          LEFT JOIN pg_collation o ON o.oid = a.attcollation
         WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable,
               condeferred
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """
        SELECT proname, md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace""",
    "types": """
        SELECT typname, (SELECT array_agg(enumlabel::text ORDER BY enumsortorder)
                           FROM pg_enum WHERE enumtypid = t.oid)
          FROM pg_type t WHERE typnamespace = 'public'::regnamespace""",
    "applied": "SELECT app, name FROM django_migrations",
    "permissions": """
        SELECT app_label, model, codename, p.name
          FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id""",
}


def figures(_seed: int) -> Iterator[Figure]:
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        try:
            for name, way in WAYS.items():
                _make(server, name)
                address = {**os.environ, "DATABASE_URL": address_of(name)}
                run([sys.executable, "-c", f"{START}; {way}"], address)
            quick, plain = lines(QUICK), lines(PLAIN)
            yield Figure("first-tables/lines", len(plain), "lines", ">= 3000")
            for line in sorted(quick ^ plain):
                print("only quick" if line in quick else "only plain", line, file=sys.stderr)
            yield Figure("first-tables/differences", len(quick ^ plain), "lines", "<= 0")
            _make(server, CONTROL, like=QUICK)
            with psycopg.connect(address_of(CONTROL), autocommit=True) as other:
                other.execute("ALTER TABLE audit_entry ALTER COLUMN action DROP NOT NULL")
            yield broken("first-tables", len(lines(CONTROL) ^ plain), "lines differ")
        finally:
            for name in (QUICK, PLAIN, CONTROL):
                _drop(server, name)


def lines(name: str) -> set[str]:
    """What the database is made of, and how many rows each table begins with."""
    with psycopg.connect(address_of(name)) as database:
        found = {
            f"{part}: {row}" for part, query in MADE_OF.items() for row in database.execute(query)
        }
        tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables.fetchall():
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            found.add(f"rows: {table} {database.execute(query).fetchone()}")
    return found


def _make(server: psycopg.Connection, name: str, like: str = "template0") -> None:
    _drop(server, name)
    server.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(like))
    )


def _drop(server: psycopg.Connection, name: str) -> None:
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    server.execute(drop.format(sql.Identifier(name)))


if __name__ == "__main__":
    prove_run(figures)
