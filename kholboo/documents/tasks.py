"""Errands of the file store."""

from procrastinate.contrib.django import app

from kholboo.core import clock
from kholboo.documents.services import keeping


@app.periodic(cron="40 * * * *", periodic_id="sweep")  # hourly; it asks what is old enough
@app.task(name="documents.sweep", queue="clock", queueing_lock="documents.sweep")
def sweep(timestamp: int) -> None:
    keeping.sweep(clock.now())
