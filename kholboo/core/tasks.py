"""The queue's own housekeeping: jobs whose worker was killed run again, old traces go.

A killed worker leaves its job `doing` for ever. Workers write a heartbeat every
10 s; jobs of a worker silent for 30 s, or of no worker at all, are queued again. Every job may
therefore run twice, and all of ours are written so that this is safe.
"""

import logging
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from kholboo.core import clock
from kholboo.core.beats import beats
from kholboo.core.models import RateWindow

log = logging.getLogger("kholboo.jobs")

MOST_ATTEMPTS = 10  # a job that took ten workers with it is a killer, not a victim
KEEP_DONE_HOURS = 7 * 24
KEEP_WINDOWS = timedelta(days=1)


@app.periodic(cron="* * * * *", periodic_id="rescue-stalled-jobs")
@app.task(
    name="core.rescue_stalled_jobs",
    queue="clock",
    queueing_lock="core.rescue",
    pass_context=True,
)
@beats(_("Starts again what a stopped worker left behind"))
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Queue again, within two minutes, what a killed worker left behind."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.id is None:
            continue
        try:
            if job.attempts >= MOST_ATTEMPTS:
                await manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=False)
                log.error(
                    "job_given_up name=%s id=%s attempts=%s", job.task_name, job.id, job.attempts
                )
            else:
                await manager.retry_job(job)
                log.warning("job_rescued name=%s id=%s", job.task_name, job.id)
        except UniqueViolation:
            # Its slot is taken by a newer twin that waits to run: the old one is not needed.
            await manager.finish_job_by_id_async(job.id, Status.ABORTED, delete_job=False)
            log.warning("job_replaced name=%s id=%s", job.task_name, job.id)
        except ConnectorException:
            # Another rescuer was quicker. Were the database away, the next line would say so.
            log.info("job_already_rescued name=%s id=%s", job.task_name, job.id)


@app.periodic(cron="17 * * * *", periodic_id="sweep-old-jobs")
@app.task(name="core.sweep_old_jobs", queue="clock", queueing_lock="core.sweep", pass_context=True)
@beats(_("Forgets jobs that are done"))
async def sweep_old_jobs(context: JobContext, timestamp: int) -> None:
    """Forget jobs done a week ago. Failed ones stay until a person looked at them."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_DONE_HOURS)


@app.periodic(cron="27 * * * *", periodic_id="sweep-rate-windows")
@app.task(name="core.sweep_rate_windows", queue="clock", queueing_lock="core.sweep-windows")
@beats(_("Forgets who knocked yesterday"))
def sweep_rate_windows(timestamp: int) -> None:
    """Forget who knocked yesterday: hashes of addresses are personal data too."""
    RateWindow.objects.filter(ends_at__lt=clock.now() - KEEP_WINDOWS).delete()
