"""Every test runs on a real PostgreSQL: the one of DATABASE_URL, or our own under var/test.

The environment is made before Django reads it, so this file, not pyproject.toml, names the
settings module.
"""

import gc
import os
import secrets
import subprocess
import sys
from contextlib import ExitStack, suppress
from itertools import count

import django
import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.db import connections
from django.test import TransactionTestCase
from django.utils.translation import override

from launch import place, postgres
from tools.messages import compile_stale

RESOURCES = ExitStack()


def pytest_unconfigure():
    RESOURCES.close()


def own_folder():
    """var/test, or the next free one when another run is at work there."""
    for number in count(1):
        var = place.ROOT / "var" / ("test" if number == 1 else f"test-{number}")
        with suppress(place.Busy):
            RESOURCES.enter_context(place.claimed(var))
            break
    return var


def own_database(var):
    """A quick server without fsync: nothing in it needs to outlive the tests."""
    server = RESOURCES.enter_context(
        postgres.running(
            var / "postgres",
            log=var / "log" / "postgres.log",
            source=os.environ.get("POSTGRES", "auto"),
            durable=False,
        )
    )
    return server.create("kholboo")


def begin():
    if not os.environ.get("DATABASE_URL"):
        var = own_folder()
        os.environ |= {"DATABASE_URL": own_database(var), "VAR": str(var)}
    usual = {
        "DJANGO_SETTINGS_MODULE": "kholboo.config.settings",
        "MODE": "demo",
        "DEMO_DOORS": "true",
        "SECRET_KEY": secrets.token_hex(32),
        "SEAL_KEY": secrets.token_hex(32),
        "MAIL": "fake",
        "SMS": "fake",
        "MAILBOX": "fake",
        "PUSH": "fake",
        "QPAY": "fake",
        "EBARIMT": "fake",
        "CERTIFICATE_SEAL": "test",
        "VAPID_KEY": place.vapid_key(),
        "VAR": str(place.ROOT / "var" / "test"),
    }
    for name, value in usual.items():
        os.environ.setdefault(name, value)
    compile_stale()
    django.setup()
    # Each browser of a test starts the handler anew, and would look through all files each time.
    settings.WHITENOISE_AUTOREFRESH = True
    # The same hashes, of less work each: hundreds of people are made with passwords.
    ScryptPasswordHasher.work_factor = 2**4
    # A worker's threads would keep theirs open, and the test database could not be dropped.
    connections.settings["default"]["CONN_MAX_AGE"] = 0

    from launch.prepare import static  # reads the settings, so only now

    static()


begin()

# No test fails by the clock: a machine at work elsewhere makes any example late.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def load_starter():
    from kholboo.agency.services import starter
    from kholboo.core import clock

    starter.load(now=clock.now(), is_demo=True)


QUEUE = (
    "procrastinate_jobs, procrastinate_events, procrastinate_workers, procrastinate_periodic_defers"
)


def begin_anew():
    """What every test finds: the starter data and an empty queue.

    Django empties only tables it manages, so the queue's are emptied here.
    """
    load_starter()
    with connections["default"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {QUEUE} CASCADE")


def pytest_configure(config):
    """Of several processes the first one has the tables drawn while the others look for tests."""
    if config.getoption("tx", None) and not hasattr(config, "workerinput"):
        drawing = subprocess.Popen([sys.executable, "-m", "tests.migrated"], cwd=place.ROOT)
        RESOURCES.callback(drawing.wait)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node, ids):
    """Refuses to begin where groups have no effect: three products at once starve each other."""
    journeys = [name for name in ids if name.startswith("tests/journeys/")]
    if node.config.getoption("dist") == "loadgroup" and not all("@" in name for name in journeys):
        pytest.exit("This pytest-xdist does not group tests with this pytest.", returncode=4)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What was loaded for the tests stays to the end: looking through it again and again for
    something to throw away took a seventh of all their time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Of several processes none waits at the end for one long test: those begin first."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """The test database begins as a copy, so that Django finds nothing left to migrate."""
    from tests.migrated import migrated

    with django_db_blocker.unblock():
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = migrated()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The starter data, once; and tests of real transactions may empty append-only tables.

    Only TRUNCATE is let through, and only here; a test of the refusal enables its trigger again.
    """
    with django_db_blocker.unblock():
        begin_anew()
        with connections["default"].cursor() as cursor:
            cursor.execute(
                r"SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname)"
                r" FROM pg_trigger WHERE tgname LIKE '%\_no\_truncate'"
            )
            for (command,) in cursor.fetchall():
                cursor.execute(command)
        TransactionTestCase._fixture_teardown = put_back_of(connections["default"])


def put_back_of(connection):
    """How a test of real transactions ends: the next one finds what the first one found.

    After it and not before the next, so that neither the order of tests nor what the next one
    asks for can matter.
    """
    from tests.kept import Kept, is_able

    if is_able(connection):
        kept = Kept(connection)
        return lambda _case: kept.put_back()
    empty = TransactionTestCase._fixture_teardown

    def load_anew(case):
        empty(case)
        begin_anew()

    return load_anew


@pytest.fixture(autouse=True)
def in_mongolian():
    """Each test begins in Mongolian: a request for an English page leaves English behind."""
    with override("mn"):
        yield
