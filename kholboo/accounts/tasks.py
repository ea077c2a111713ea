"""Tidying up: codes and sessions that can open nothing any more."""

from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kholboo.accounts.services import codes
from kholboo.core.beats import beats


@app.periodic(cron="7 * * * *", periodic_id="forget-login-codes")
@app.task(name="accounts.forget_old_codes", queue="clock", queueing_lock="accounts.forget")
@beats(_("Forgets sign-in codes"))
def forget_old_codes(timestamp: int) -> None:
    codes.forget_old_codes()


@app.periodic(cron="37 * * * *", periodic_id="forget-ended-sessions")
@app.task(
    name="accounts.forget_ended_sessions", queue="clock", queueing_lock="accounts.forget-sessions"
)
@beats(_("Forgets ended visits"))
def forget_ended_sessions(timestamp: int) -> None:
    """A session that waited for a code holds the address it went to: kept no longer than it lives."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
