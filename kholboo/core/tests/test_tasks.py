"""Housekeeping of the queue, against the real one."""

from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.core import clock, jobs, tasks
from kholboo.core.models import Beat, RateWindow

pytestmark = pytest.mark.django_db(transaction=True)


def work():
    """A worker that does what is due and leaves."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def doing(worker_silent_for, *, attempts=0, slot=None):
    """A job taken by a worker that showed itself so many seconds ago; None: it was pruned."""
    with connection.cursor() as cursor:
        worker = None
        if worker_silent_for is not None:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat)"
                " VALUES (now() - %s * interval '1 second') RETURNING id",
                [worker_silent_for],
            )
            (worker,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_jobs"
            " (queue_name, task_name, args, status, worker_id, attempts, queueing_lock)"
            " VALUES ('clock', 'core.sweep_rate_windows', '{\"timestamp\": 0}', 'doing', %s, %s, %s)"
            " RETURNING id",
            [worker, attempts, slot],
        )
        return cursor.fetchone()[0]


def rescue():
    tasks.rescue_stalled_jobs.defer(timestamp=0)
    work()


def status(job):
    return ProcrastinateJob.objects.get(pk=job).status


@pytest.mark.parametrize("silent_for", [60, None], ids=["silent", "pruned"])
def test_a_job_whose_worker_was_killed_runs_again(silent_for):
    job = doing(silent_for)

    rescue()

    assert status(job) == "succeeded"


def test_a_job_of_a_living_worker_is_left_alone():
    job = doing(5)

    rescue()

    assert status(job) == "doing"


def test_a_job_that_killed_ten_workers_is_given_up():
    job = doing(60, attempts=tasks.MOST_ATTEMPTS)

    rescue()

    assert status(job) == "failed"


def test_a_killed_job_whose_slot_is_taken_again_makes_room_for_its_twin():
    old = doing(60, slot="core.sweep-windows")
    twin = tasks.sweep_rate_windows.configure(schedule_at=clock.now() + timedelta(hours=1)).defer(
        timestamp=1
    )

    rescue()

    assert (status(old), status(twin)) == ("aborted", "todo")


def test_old_rate_windows_go_and_fresh_ones_stay():
    RateWindow.objects.create(key="old", count=1, ends_at=clock.now() - timedelta(days=2))
    RateWindow.objects.create(key="fresh", count=1, ends_at=clock.now())

    tasks.sweep_rate_windows(timestamp=0)

    assert list(RateWindow.objects.values_list("key", flat=True)) == ["fresh"]


def test_done_jobs_go_after_a_week_and_failed_ones_wait_for_a_person():
    done, failed = doing(60), doing(60)
    with connection.cursor() as cursor:
        for job, end in ((done, "succeeded"), (failed, "failed")):
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s",
                [end, job],
            )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '8 days'")
    tasks.sweep_old_jobs.defer(timestamp=0)

    work()

    assert Beat.objects.filter(name__endswith=".sweep_old_jobs", at__isnull=False).exists()
    left = set(ProcrastinateJob.objects.values_list("id", flat=True))
    assert done not in left
    assert failed in left


def test_the_heartbeat_of_the_liveliest_worker_counts():
    assert jobs.seconds_since_heartbeat() is None
    doing(40)
    doing(3)

    assert 3 <= jobs.seconds_since_heartbeat() < 10
