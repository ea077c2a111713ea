"""Tidying up: codes that can open nothing any more."""

from procrastinate.contrib.django import app

from kholboo.accounts.services import codes


@app.periodic(cron="7 * * * *", periodic_id="forget-login-codes")
@app.task(name="accounts.forget_old_codes", queue="clock", queueing_lock="accounts.forget")
def forget_old_codes(timestamp: int) -> None:
    codes.forget_old_codes()
