"""The one place that knows which queue library we use."""

from datetime import datetime

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager

# Inside a worker the app has a connection of its own, and a job queued through that one would
# start before the caller's transaction commits. This one is always Django's.
_QUEUE = JobManager(DjangoConnector())


def schedule(
    name: str, *, at: datetime | None = None, once: str | None = None, **ids: int | str
) -> None:
    """Queue job `name` in the current transaction: roll back and the job never existed.

    `once` names a slot; while a job waits in that slot a second call does nothing.
    Only ids travel. The job reads fresh rows when it runs.
    """
    task = app.tasks[name]
    job = task.configure(schedule_at=at, queueing_lock=once)
    job.job_manager = _QUEUE
    if once is None:
        job.defer(**ids)
        return
    try:
        # A savepoint, because a full slot must not spoil the caller's transaction.
        with transaction.atomic():
            job.defer(**ids)
    except AlreadyEnqueued:
        return


def seconds_since_heartbeat() -> float | None:
    """How long ago the liveliest worker showed itself, by the database's clock; None: no worker.

    Raises DatabaseError when the database does not answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"
        )
        (age,) = cursor.fetchone()
    return None if age is None else float(age)
