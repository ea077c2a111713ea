"""`python -m bench.statements`: one real submission, written down as a script for pgbench.

The statements are those the product sends, in its order and its transactions, as plain text the
way Django's driver sends them. Values that must differ each time become pgbench's variables.
"""

import os
import re
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django

# Keys of these rows begin here while we listen, so that they are found again in later statements.
LISTENED = {"feedback_case": 700_000_001, "feedback_caseevent": 800_000_001}
LISTENED_KEY = UUID("6f1c2b5e-8a34-4c6f-9d2b-0a1e5c7d9f10")
HEAD = (
    "\\set u1 random(10000000, 99999999)\n"
    "\\set u2 random(100000000000, 999999999999)\n"
)  # fmt: skip
Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class Listener:
    """Writes down each statement with the transaction it stood in."""

    def __init__(self) -> None:
        self.heard: list[tuple[bool, str]] = []

    def __call__(
        self, execute: Execute, statement: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        from psycopg import ClientCursor

        connection = context["connection"]
        raw = ClientCursor(connection.connection)
        text = raw.mogrify(statement, params) if params else statement
        self.heard.append((connection.in_atomic_block, " ".join(text.split("\n"))))
        return execute(statement, params, many, context)


def listen() -> list[tuple[bool, str]]:
    """The statements of a second submission: the first one warms caches."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from bench.caller import CONTENT

    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    listener = Listener()
    for key, asker in (("0" * 31 + "1", "198.18.0.1"), (LISTENED_KEY.hex, "198.18.0.2")):
        if key == LISTENED_KEY.hex:
            with connection.cursor() as cursor:
                for table, first in LISTENED.items():
                    cursor.execute(
                        "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first]
                    )
            listener.heard.clear()
        with connection.execute_wrapper(listener):
            answer = Client().post(
                "/api/v1/cases",
                data=CONTENT,
                content_type="application/json",
                headers={
                    "host": "127.0.0.1", "idempotency-key": str(UUID(key)),
                    "x-forwarded-for": asker,
                },
                REMOTE_ADDR=asker,
            )  # fmt: skip
        if answer.status_code != 201:
            raise SystemExit(f"The listened submission was refused: {answer.content!r}")
    return listener.heard


def script(heard: list[tuple[bool, str]]) -> str:
    """The pgbench script: BEGIN and COMMIT where the driver sends them."""
    lines, is_open = [], False
    for in_transaction, statement in heard:
        if in_transaction != is_open:
            lines.append("BEGIN;" if in_transaction else "COMMIT;")
            is_open = in_transaction
        lines.append(_varied(statement))
    if is_open:
        lines.append("COMMIT;")
    return HEAD + "\n".join(lines) + "\n"


def _varied(statement: str) -> str:
    """Keys, numbers and hashes that must be new each time, in place of those we heard."""
    for table, first in LISTENED.items():
        name = "case" if table == "feedback_case" else "event"
        statement = re.sub(rf":{first + 1}\b", f"-:{name}_id", statement)
        statement = re.sub(rf"\b{first + 1}\b", f":{name}_id", statement)
    for key in (str(LISTENED_KEY), LISTENED_KEY.hex):
        statement = statement.replace(key, ":u1-0000-4000-8000-:u2")
    if "INTO core_ratewindow" in statement:
        statement = re.sub(r"'[0-9a-f]{64}'", "'" + ":u1" * 4 + ":u2'", statement)
    if 'INTO "feedback_case"' in statement:
        statement = re.sub(r"'\d\d-\d{6,7}-\d'", "'B:counter_last'", statement)
    if "INTO agency_counter" in statement:
        return statement.rstrip("; ") + " \\gset counter_"
    if "nextval(" in statement:
        return statement + " AS id \\gset case_"
    if 'INTO "feedback_caseevent"' in statement:
        return statement.rstrip("; ") + " \\gset event_"
    return statement.rstrip("; ") + ";"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kholboo.config.settings")
    django.setup()
    sys.stdout.write(script(listen()))


if __name__ == "__main__":
    main()
