"""What the outside is told about our health."""

import pytest
from django.db import connection

from kholboo.core.jobs import OLDEST_HEARTBEAT


@pytest.fixture
def worker(db):
    """A worker that showed itself so many seconds ago."""

    def seen(seconds_ago):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat)"
                " VALUES (now() - %s * interval '1 second')",
                [seconds_ago],
            )

    return seen


def test_ready_when_web_database_and_worker_serve(client, worker):
    worker(5)

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "missing": []})


def test_a_silent_worker_is_named(client, worker):
    worker(OLDEST_HEARTBEAT + 5)

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["missing"]) == (503, ["worker"])


@pytest.mark.django_db
def test_no_worker_at_all_is_named(client):
    assert client.get("/health/ready").json()["missing"] == ["worker"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_named(client, settings):
    connection.close()
    host = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nonexistent"
    try:
        answer = client.get("/health/ready")
    finally:
        connection.settings_dict["HOST"] = host

    assert (answer.status_code, answer.json()["missing"]) == (503, ["database", "worker"])


def test_live_needs_nothing_but_the_process(client):
    assert client.get("/health/live").json() == {"live": True}


@pytest.mark.parametrize("address", ["live", "ready"])
def test_health_is_never_remembered_and_never_written_to(client, worker, address):
    assert "no-store" in client.get(f"/health/{address}")["Cache-Control"]
    assert client.post(f"/health/{address}").status_code == 405
