from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.core import clock
from kholboo.core.jobs import schedule

pytestmark = pytest.mark.django_db
JOB = "accounts.forget_old_codes"


def waiting():
    return ProcrastinateJob.objects.filter(task_name=JOB)


def test_a_job_carries_its_ids_and_its_time():
    moment = clock.now() + timedelta(days=2)

    schedule(JOB, at=moment, once="x", timestamp=7)

    job = waiting().get()
    assert (job.args, job.scheduled_at) == ({"timestamp": 7}, moment)


def test_a_rolled_back_change_leaves_no_job():
    with transaction.atomic():
        schedule(JOB, once="x", timestamp=7)
        transaction.set_rollback(True)

    assert not waiting().exists()


def test_a_full_slot_takes_no_second_job_and_spoils_nothing():
    schedule(JOB, once="slot", timestamp=1)
    schedule(JOB, once="slot", timestamp=2)
    schedule(JOB, once="other slot", timestamp=3)

    assert [job.args["timestamp"] for job in waiting().order_by("id")] == [1, 3]


def test_a_misspelt_job_is_an_error_at_once():
    with pytest.raises(KeyError):
        schedule("nobody.does_this")


@pytest.mark.django_db(transaction=True)
def test_a_job_queued_inside_a_worker_still_belongs_to_the_transaction():
    """A worker gives the queue a connection of its own; what a job schedules must not use it."""
    with (
        app.replace_connector(app.connector.get_worker_connector()) as worker,
        worker.open(),
        transaction.atomic(),
    ):
        schedule(JOB, once="x", timestamp=7)
        transaction.set_rollback(True)

    assert not waiting().exists()
