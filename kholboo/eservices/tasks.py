"""Errands and alarms. A job finds its rows, calls one service, and can safely run twice."""

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kholboo.core.beats import beats
from kholboo.core.errors import Unreachable
from kholboo.eservices.services import (
    drafting,
    ledger,
    messages,
    paying,
    recounting,
    renewing,
    timers,
    transfers,
)

LATER = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions={Unreachable})


@app.task(name="eservices.tell", queue="messages", retry=LATER)
def tell(event_id: int) -> None:
    messages.tell(event_id)


@app.task(name="eservices.let_go_of_fee", queue="clock")
def let_go_of_fee(step_id: int) -> None:
    paying.let_go(step_id)


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
    # What an earlier try could not write, such as on a full disk.
    ledger.LEDGER.write()


@app.task(name="eservices.recount_terms", queue="clock")
def recount_terms() -> None:
    recounting.recount_all()


@app.task(name="eservices.write_ledger", queue="clock")
def write_ledger() -> None:
    ledger.LEDGER.write()


@app.periodic(cron="20 1 * * *", periodic_id="remind-of-renewals")
@app.task(name="eservices.remind_of_renewals", queue="messages", queueing_lock="eservices.renewals")
@beats(_("Reminds holders that a certificate is about to end"))
def remind_of_renewals(timestamp: int) -> None:
    """In the morning in Mongolia; what an idle day left out is sent on the next."""
    renewing.remind_due()


@app.task(name="eservices.work_on_transfer", queue="clock")
def work_on_transfer(transfer_id: int) -> None:
    transfers.work(transfer_id)


@app.periodic(cron="*/10 * * * *", periodic_id="go-on-with-transfers")
@app.task(
    name="eservices.go_on_with_transfers",
    queue="clock",
    queueing_lock="eservices.go-on-with-transfers",
)
@beats(_("Goes on with moving applications to another version, where a head approved it"))
def go_on_with_transfers(timestamp: int) -> None:
    transfers.go_on_with_all()
