"""Errands and alarms of the messages. Each can run twice; the rules are in the services."""

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kholboo.core.beats import beats
from kholboo.notifications.services import carrying

# A listener of another house failed: its own trouble, asked again for half a day.
ANNOUNCE_AGAIN = RetryStrategy(max_attempts=6, exponential_wait=6)


@app.task(name="notifications.deliver", queue="messages")
def deliver(delivery_id: int) -> None:
    """One try; the next one is scheduled by the delivery itself."""
    carrying.deliver(delivery_id)


@app.task(name="notifications.announce", queue="messages", retry=ANNOUNCE_AGAIN)
def announce(delivery_id: int) -> None:
    carrying.announce(delivery_id)


@app.periodic(cron="* * * * *", periodic_id="notifications-sweep")
@app.task(name="notifications.sweep", queue="clock", queueing_lock="notifications.sweep")
@beats(_("Sends messages a stopped worker left behind"))
def sweep(timestamp: int) -> None:
    """Each minute: what did a dead worker leave behind?"""
    carrying.sweep()


@app.periodic(cron="17 * * * *", periodic_id="notifications-forget")
@app.task(name="notifications.forget", queue="clock", queueing_lock="notifications.forget")
@beats(_("Forgets texts of messages that were sent"))
def forget(timestamp: int) -> None:
    """Hourly: texts that nobody needs any more."""
    carrying.forget_texts()
