"""Errands of the registers."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kholboo.core import clock
from kholboo.core.beats import beats
from kholboo.registers.queries.certificates import certificate_with_key, without_paper
from kholboo.registers.services import changing, finding, papers, status


@app.periodic(cron="5 16 * * *", periodic_id="registers-expire")
@app.task(name="registers.expire", queue="clock", queueing_lock="registers.expire")
@beats(_("Marks certificates whose term ended"))
def expire(timestamp: int) -> None:
    """Just after midnight in Ulaanbaatar; pages count the day by themselves."""
    finding.enter_missing()
    changing.expire(clock.local_date(clock.now()))


@app.task(name="registers.seal", queue="clock", lock="registers.seal")
def seal(certificate_id: int) -> None:
    """One at a time; again and again does no harm."""
    papers.seal(certificate_with_key(certificate_id))


@app.periodic(cron="43 * * * *", periodic_id="registers-seal-missing")
@app.task(
    name="registers.seal_missing",
    queue="clock",
    lock="registers.seal",
    queueing_lock="registers.seal_missing",
)
@beats(_("Makes the papers of certificates that have none"))
def seal_missing(timestamp: int) -> None:
    """After a device was away, or sealing began later than granting; the oldest first."""
    for certificate in without_paper():
        papers.seal(certificate)


@app.task(name="registers.tell_status", queue="clock", lock="registers.tell_status")
def tell_status() -> None:
    status.publish()


@app.periodic(cron="13 * * * *", periodic_id="registers-tell-status")
@app.task(
    name="registers.tell_status_hourly",
    queue="clock",
    lock="registers.tell_status",
    queueing_lock="registers.tell_status_hourly",
)
@beats(_("Signs the list of how certificates stand"))
def tell_status_hourly(timestamp: int) -> None:
    status.publish()
