"""Everything between an empty database and a product that can serve, in one process.

Translations are compiled before this (they are read when Django starts). Each step looks first
whether it has anything to do, so a second start passes through in about a second.
"""

import sys
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from launch.errors import StartError
from launch.migrating import migrate
from launch.place import ROOT
from launch.postgres import assert_mongolian
from launch.stale import fingerprint, is_stale, remember

# Folders that libraries bring and no page of ours names: we serve a copy of htmx of our own.
UNUSED = ["django_htmx"]


def main() -> None:
    django.setup()
    with connection.cursor():  # opens the connection: the raw one is there only after this
        migrate()
        assert_mongolian(connection.connection, install=True)
    call_command("load_starter")
    call_command("load_pages")
    if settings.MODE == "demo":
        call_command("load_samples")
    static()


def static() -> None:
    """Collect and compress the files pages need, when any of them changed."""
    sources = [file for file in (ROOT / "kholboo").glob("*/static/**/*") if file.is_file()]
    libraries = [Path(app.path) / "__init__.py" for app in apps.get_app_configs()]
    ways = (ROOT / "kholboo" / "config").glob("*.py")
    now = fingerprint([*sources, *libraries, *ways, ROOT / "requirements.lock"])
    stamp = settings.STATIC_ROOT / ".made-from"
    if is_stale(stamp, now):
        call_command(
            "collectstatic",
            interactive=False,
            clear=True,
            ignore_patterns=UNUSED,
            stdout=StringIO(),
        )
        remember(stamp, now)


if __name__ == "__main__":
    try:
        main()
    except StartError as error:
        sys.exit(str(error))
