"""Errands of the registers."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kholboo.core import clock
from kholboo.core.beats import beats
from kholboo.registers.services import changing, finding


@app.periodic(cron="5 16 * * *", periodic_id="registers-expire")
@app.task(name="registers.expire", queue="clock", queueing_lock="registers.expire")
@beats(_("Marks certificates whose term ended"))
def expire(timestamp: int) -> None:
    """Just after midnight in Ulaanbaatar; pages count the day by themselves."""
    finding.enter_missing()
    changing.expire(clock.local_date(clock.now()))
