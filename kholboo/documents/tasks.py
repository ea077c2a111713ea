"""Errands of the file store."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kholboo.core import clock
from kholboo.core.beats import beats
from kholboo.documents.services import keeping


@app.periodic(cron="40 * * * *", periodic_id="sweep")  # hourly; it asks what is old enough
@app.task(name="documents.sweep", queue="clock", queueing_lock="documents.sweep")
@beats(_("Deletes files nobody keeps"))
def sweep(timestamp: int) -> None:
    keeping.sweep(clock.now())
