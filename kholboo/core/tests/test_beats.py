"""Signs of life of periodic jobs: left at the end, missed when the job is silent."""

from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.contrib.django import app

from kholboo.core import clock, jobs, tasks
from kholboo.core.beats import GRACE, alarms, beats
from kholboo.core.models import Beat

pytestmark = pytest.mark.django_db
NAME = "kholboo.core.tasks.sweep_rate_windows"
RAN = datetime(2026, 11, 21, 12, 27, tzinfo=UTC)  # it runs at 27 past


def alarm_of(name, now):
    return next(alarm for alarm in alarms(now=now) if alarm.name == name)


def test_every_periodic_job_leaves_a_beat():
    periodic = app.periodic_registry.periodic_tasks.values()
    silent = [one.task.name for one in periodic if not hasattr(one.task.func, "beat")]
    assert silent == []  # mark them with @beats(_("what it does")) under @app.task


def test_a_job_that_came_to_its_end_is_in_order():
    tasks.sweep_rate_windows(0)

    alarm = alarm_of("core.sweep_rate_windows", clock.now())

    assert alarm.late_since is None
    assert alarm.last is not None
    assert alarm.coming > clock.now()


def test_a_job_that_fails_leaves_no_beat():
    @beats("fails")
    def job():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        job()
    assert not Beat.objects.exists()


@pytest.mark.parametrize(
    ("silent_for", "late"),
    [
        (timedelta(minutes=5), None),
        (GRACE + timedelta(minutes=9), None),
        (GRACE + timedelta(minutes=11), RAN),
        (timedelta(days=1), RAN + timedelta(hours=1) - timedelta(days=1)),
    ],
)
def test_silence_longer_than_the_schedule_and_its_grace_is_overdue(silent_for, late):
    now = RAN + GRACE + timedelta(minutes=10)
    Beat.objects.create(name=NAME, since=RAN - timedelta(days=9), at=now - silent_for, seconds=1)

    assert alarm_of("core.sweep_rate_windows", now).late_since == late


def test_a_job_that_is_new_is_not_overdue_before_its_first_hour():
    Beat.objects.create(name=NAME, since=RAN - timedelta(minutes=1))

    early = alarm_of("core.sweep_rate_windows", RAN + GRACE - timedelta(minutes=1))
    silent = alarm_of("core.sweep_rate_windows", RAN + GRACE + timedelta(minutes=1))

    assert (early.late_since, early.last) == (None, None)
    assert silent.late_since == RAN


def test_whoever_beats_notes_what_is_new():
    tasks.sweep_rate_windows(0)
    tasks.sweep_rate_windows(0)

    assert all(alarm.late_since is None for alarm in alarms(now=clock.now()))
    assert Beat.objects.filter(at=None).count() == Beat.objects.count() - 1


def test_where_no_worker_ever_ran_everything_is_overdue():
    assert all(alarm.late_since for alarm in alarms(now=clock.now()))


def test_queues_tell_what_waits_what_is_planned_and_what_failed():
    before = {queue.name: queue for queue in jobs.queues()}
    jobs.schedule("notifications.deliver", delivery_id=1)
    jobs.schedule("notifications.deliver", delivery_id=2, at=clock.now() + timedelta(days=1))

    assert before["messages"] == jobs.Queue("messages")
    after = {queue.name: queue for queue in jobs.queues()}
    assert after == before | {"messages": jobs.Queue("messages", waiting=1, planned=1)}
