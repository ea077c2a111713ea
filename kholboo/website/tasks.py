"""Jobs of the sites; the rules are in the services."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kholboo.core.beats import beats
from kholboo.website.services import kept, review


@app.periodic(cron="43 * * * *", periodic_id="website-forget-old")
@app.task(name="website.forget_old", queue="clock", queueing_lock="website.forget_old")
@beats(_("Forgets kept pages that are old"))
def forget_old(timestamp: int) -> None:
    """Hourly."""
    kept.forget_old()


@app.periodic(cron="* * * * *", periodic_id="publish-due")
@app.task(name="website.publish_due", queue="clock", queueing_lock="website.publish-due")
@beats(_("Publishes pages at their hour"))
def publish_due(timestamp: int) -> None:
    """Each minute: approved pages whose hour has come, however long ago that was."""
    review.publish_due()
