"""Signs of life of the alarms: each periodic job says when it last came to its end.

A job that is not queued, hangs or fails leaves no beat, so silence shows. What is due is read
from the alarm's own schedule; nobody keeps a second list.
"""

import functools
import inspect
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from croniter import croniter
from django.db import close_old_connections
from django.utils.functional import Promise
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicTask

from kholboo.core import clock
from kholboo.core.models import Beat

Job = TypeVar("Job", bound=Callable[..., Any])
# Queued within a second, done within seconds, later when the worker is busy.
GRACE = timedelta(minutes=10)


def beats(words: str | Promise) -> Callable[[Job], Job]:
    """Mark a periodic job: `words` say to people what it does. Stands under `@app.task`."""

    def mark(job: Job) -> Job:
        name = f"{job.__module__}.{job.__name__}"

        @functools.wraps(job)
        def beating(*args: Any, **kwargs: Any) -> None:
            began = time.monotonic()
            job(*args, **kwargs)
            _leave(name, time.monotonic() - began)

        @functools.wraps(job)
        async def beating_later(*args: Any, **kwargs: Any) -> None:
            began = time.monotonic()
            await job(*args, **kwargs)
            await sync_to_async(_leave_later)(name, time.monotonic() - began)

        marked: Any = beating_later if inspect.iscoroutinefunction(job) else beating
        marked.beat = (name, words)
        return marked  # type: ignore[no-any-return]

    return mark


def _leave(name: str, seconds: float) -> None:
    """Write the beat down; whoever beats also notes the jobs that are new to this agency."""
    now = clock.now()
    known = [Beat(name=_name_of(task), since=now) for task in _tasks()]
    Beat.objects.bulk_create(known, ignore_conflicts=True)
    Beat.objects.update_or_create(
        name=name,
        defaults={"at": now, "seconds": seconds},
        create_defaults={"since": now, "at": now, "seconds": seconds},
    )


def _leave_later(name: str, seconds: float) -> None:
    # This thread lives as long as the worker; its connection may have been cut meanwhile.
    close_old_connections()
    _leave(name, seconds)


@dataclass(frozen=True)
class Alarm:
    """One periodic job with its last beat and its next hour.

    `late_since`: the first moment at which it should have run and did not; None when in order.
    """

    name: str
    words: str | Promise
    last: datetime | None
    seconds: float
    coming: datetime
    late_since: datetime | None


def alarms(*, now: datetime) -> list[Alarm]:
    """Every periodic job, overdue ones first, then by name; one query."""
    known = {beat.name: beat for beat in Beat.objects.all()}
    found = []
    for task in _tasks():
        beat = known.get(_name_of(task))
        found.append(
            Alarm(
                name=task.task.name,
                words=getattr(task.task.func, "beat", ("", ""))[1],
                last=beat.at if beat else None,
                seconds=beat.seconds if beat else 0,
                coming=_schedule(task, now).get_next(datetime),
                late_since=_late_since(task, beat, now),
            )
        )
    return sorted(found, key=lambda alarm: (alarm.late_since is None, alarm.name))


def _late_since(
    task: PeriodicTask[..., Any, Any], beat: Beat | None, now: datetime
) -> datetime | None:
    """The first hour of the schedule after the last beat, when the grace has passed too."""
    latest: datetime = _schedule(task, now - GRACE).get_prev(datetime)
    if beat is None:
        return latest
    missed: datetime = _schedule(task, beat.at or beat.since).get_next(datetime)
    return missed if missed <= latest else None


def _tasks() -> list[PeriodicTask[..., Any, Any]]:
    return list(app.periodic_registry.periodic_tasks.values())


def _name_of(task: PeriodicTask[..., Any, Any]) -> str:
    name: str = getattr(task.task.func, "beat", (task.task.name, ""))[0]
    return name


def _schedule(task: PeriodicTask[..., Any, Any], moment: datetime) -> croniter:
    """Schedules are read in UTC, as the queue reads them."""
    return croniter(task.cron, moment.astimezone(UTC))
