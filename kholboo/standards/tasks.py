"""Errands of the catalogue."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kholboo.core import clock
from kholboo.core.beats import beats
from kholboo.standards.queries.files import file_to_publish
from kholboo.standards.services import finding, importing, unmet


@app.task(name="standards.publish_file", queue="clock")
def publish_file(file_id: int) -> None:
    importing.work_off(file_to_publish(file_id))


@app.periodic(cron="7 * * * *", periodic_id="standards-recount")
@app.task(name="standards.recount", queue="clock", queueing_lock="standards.recount")
@beats(_("Counts which standards are in force"))
def recount(timestamp: int) -> None:
    finding.recount(clock.local_date(clock.now()))


@app.periodic(cron="40 17 * * *", periodic_id="standards-forget-unmet")
@app.task(name="standards.forget_unmet", queue="clock", queueing_lock="standards.forget-unmet")
@beats(_("Deletes old words that found no standard"))
def forget_unmet(timestamp: int) -> None:
    unmet.forget(clock.local_date(clock.now()))
