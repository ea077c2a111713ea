"""The page that says which alarms ran: for heads, auditors and administrators."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.accounts.roles import Role
from kholboo.agency.tests.factories import UnitFactory, staff_user
from kholboo.core import clock, tasks
from kholboo.core.models import Beat

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
READERS = {Role.ADMINISTRATOR, Role.AUDITOR, Role.AGENCY_HEAD, Role.OFFICE_HEAD}


def enter(client, role):
    unit = UnitFactory.create() if role == Role.UNIT_HEAD else None
    client.force_login(staff_user(role, unit=unit), backend=BACKEND)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()


@pytest.fixture
def worker(db):
    """A worker that shows itself."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


@pytest.mark.parametrize("role", Role)
def test_heads_auditors_and_administrators_read_it_and_nobody_else(client, role):
    enter(client, role)

    answer = client.get("/desk/health/")

    assert answer.status_code == (200 if role in READERS else 403)
    assert ("/desk/health/" in client.get("/account/").content.decode()) == (role in READERS)


def test_it_says_in_words_how_late_an_alarm_is(client, worker):
    enter(client, Role.ADMINISTRATOR)
    tasks.sweep_rate_windows(0)
    late = {"at": clock.now() - timedelta(days=3, hours=2)}
    Beat.objects.filter(name="kholboo.core.tasks.rescue_stalled_jobs").update(**late)

    page = client.get("/en/desk/health/").content.decode()

    assert "1 alarm is overdue." in page
    assert "overdue for 3\xa0days, 1\xa0hour" in page
    late, never = "Starts again what a stopped worker left behind", "Forgets sign-in codes"
    assert page.index(late) < page.index(never)


def test_it_says_that_all_is_well(client, worker):
    enter(client, Role.ADMINISTRATOR)
    tasks.sweep_rate_windows(0)

    page = client.get("/en/desk/health/").content.decode()

    assert "every alarm ran in its time" in page
    assert "overdue" not in page


def test_it_says_that_no_worker_works(client):
    enter(client, Role.AGENCY_HEAD)
    tasks.sweep_rate_windows(0)

    assert "The worker does not show itself" in client.get("/en/desk/health/").content.decode()


def test_it_asks_the_database_as_often_for_many_alarms_as_for_none(client, worker):
    enter(client, Role.ADMINISTRATOR)
    counts = []
    for _beaten in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/desk/health/")
        counts.append(len(asked))
        tasks.sweep_rate_windows(0)

    assert counts[0] == counts[1]
