"""The tables of an empty database, in an order that takes half of the time.

Django renders all tables known so far for each step of a library; the libraries have some two
hundred steps. Before our own tables there are few to render, so theirs come first. For a database
that has them already this asks one question.
"""

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate(*, verbosity: int = 1) -> None:
    executor = MigrationExecutor(connection)
    theirs = [
        (label, name)
        for label, name in executor.loader.graph.leaf_nodes()
        if not apps.get_app_config(label).name.startswith("kholboo.")
    ]
    if not executor.loader.applied_migrations:
        executor.migrate(theirs)
    call_command("migrate", interactive=False, verbosity=verbosity)
