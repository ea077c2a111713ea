"""The one place that knows which queue library we use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager

# Inside a worker the app has a connection of its own, and a job queued through that one would
# start before the caller's transaction commits. This one is always Django's.
_QUEUE = JobManager(DjangoConnector())

# A worker writes its heartbeat every 10 s; after a minute it is gone or stuck.
OLDEST_HEARTBEAT = 60.0


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
    # Asked first: a slot is full far more often than not, and a refused row is a failed statement
    # in the database's log and a savepoint rolled back.
    if _full([once]):
        return
    try:
        # A savepoint, because a full slot must not spoil the caller's transaction.
        with transaction.atomic():
            job.defer(**ids)
    except AlreadyEnqueued:
        return


def schedule_many(name: str, jobs: Mapping[str, Mapping[str, int | str]]) -> None:
    """`schedule` for many at once, two questions in all: by slot, the ids that travel."""
    task = app.tasks[name]
    full = _full(jobs)
    wanted = [
        task.configure(queueing_lock=slot).make_new_job(**ids)
        for slot, ids in jobs.items()
        if slot not in full
    ]
    if wanted:
        _QUEUE.batch_defer_jobs(wanted)


def _full(slots: Iterable[str]) -> set[str]:
    """Those of the slots in which a job waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT queueing_lock FROM procrastinate_jobs"
            " WHERE queueing_lock = ANY (%s) AND status = 'todo'",
            [list(slots)],
        )
        return {slot for (slot,) in cursor.fetchall()}


@dataclass(frozen=True)
class Queue:
    """How many jobs of one queue wait now, are planned for later, run, and have failed for good."""

    name: str
    waiting: int = 0
    planned: int = 0
    running: int = 0
    failed: int = 0


_LENGTHS = """
SELECT queue_name,
    count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),
    count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()),
    count(*) FILTER (WHERE status = 'doing'),
    count(*) FILTER (WHERE status = 'failed')
FROM procrastinate_jobs
WHERE status IN ('todo', 'doing', 'failed')
GROUP BY queue_name
"""


def queues() -> list[Queue]:
    """Every queue a job can stand in, by name; the empty ones too. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LENGTHS)
        found = {name: Queue(name, *counts) for name, *counts in cursor.fetchall()}
    # The library's own queue holds none of our jobs.
    names = {task.queue for name, task in app.tasks.items() if "builtin" not in name}
    return [found.get(name, Queue(name)) for name in sorted(names | found.keys())]


def has_worker() -> bool:
    """Does a worker show itself? Raises DatabaseError when the database does not answer."""
    age = seconds_since_heartbeat()
    return age is not None and age < OLDEST_HEARTBEAT


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
