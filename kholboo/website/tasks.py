"""Jobs of the sites; the rules are in the services."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kholboo.core import clock
from kholboo.core.beats import beats
from kholboo.website.services import kept, links, review, upkeep


@app.periodic(cron="*/5 * * * *", periodic_id="website-forget-old")
@app.task(name="website.forget_old", queue="clock", queueing_lock="website.forget_old")
@beats(_("Forgets kept pages that are old"))
def forget_old(timestamp: int) -> None:
    """Each five minutes, the age of a kept page."""
    kept.forget_old()


@app.periodic(cron="* * * * *", periodic_id="publish-due")
@app.task(name="website.publish_due", queue="clock", queueing_lock="website.publish-due")
@beats(_("Publishes pages at their hour"))
def publish_due(timestamp: int) -> None:
    """Each minute: approved pages whose hour has come, however long ago that was."""
    review.publish_due()


@app.task(name="website.read_links", queue="clock")
def read_links(page_id: int) -> None:
    links.read_page(page_id)


@app.periodic(cron="20 17 * * *", periodic_id="website-read-all-links")
@app.task(name="website.read_all_links", queue="clock", queueing_lock="website.read-all-links")
@beats(_("Reads the links of all pages"))
def read_all_links(timestamp: int) -> None:
    """Each night: addresses of ours come and go without the pages that name them."""
    links.read_all()


@app.periodic(cron="35 * * * *", periodic_id="website-ask-links")
@app.task(name="website.ask_links", queue="clock", queueing_lock="website.ask-links")
@beats(_("Asks whether links to other sites still lead somewhere"))
def ask_links(timestamp: int) -> None:
    """Hourly, a few addresses a run."""
    links.ask_due(now=clock.now())


@app.periodic(cron="10 1 * * *", periodic_id="website-remind-owners")
@app.task(name="website.remind_owners", queue="clock", queueing_lock="website.remind-owners")
@beats(_("Reminds owners of pages nobody looked at for long"))
def remind_owners(timestamp: int) -> None:
    """Each morning."""
    upkeep.keep_missing()
    upkeep.remind()
