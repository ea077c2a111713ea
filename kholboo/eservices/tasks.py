"""Errands and alarms. A job finds its rows, calls one service, and can safely run twice."""

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kholboo.core.beats import beats
from kholboo.core.errors import Unreachable
from kholboo.eservices.services import drafting, messages, timers

LATER = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions={Unreachable})


@app.task(name="eservices.tell", queue="messages", retry=LATER)
def tell(event_id: int) -> None:
    messages.tell(event_id)


@app.periodic(cron="*/10 * * * *", periodic_id="fire-timers")
@app.task(name="eservices.fire_timers", queue="clock", queueing_lock="eservices.fire-timers")
@beats(_("Ends or warns of steps of applications whose time has passed"))
def fire_timers(timestamp: int) -> None:
    timers.fire_due()


@app.periodic(cron="35 * * * *", periodic_id="sweep-application-drafts")
@app.task(name="eservices.sweep_drafts", queue="clock", queueing_lock="eservices.sweep-drafts")
@beats(_("Puts away drafts of applications whose days are over"))
def sweep_drafts(timestamp: int) -> None:
    drafting.sweep()
