"""Errands of payments: offers of the provider, and money that goes back."""

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kholboo.core import clock
from kholboo.core.beats import beats
from kholboo.payments.services import attempts, receipts, refunds


@app.task(name="payments.open_offer", queue="payments")
def open_offer(attempt_id: int) -> None:
    attempts.open_offer(attempt_id)


@app.task(name="payments.look", queue="payments")
def look(attempt_id: int) -> None:
    attempts.look(attempt_id)


@app.task(name="payments.withdraw", queue="payments")
def withdraw(attempt_id: int) -> None:
    attempts.withdraw(attempt_id)


@app.task(name="payments.carry_refund", queue="payments")
def carry_refund(refund_id: int) -> None:
    refunds.carry_out(refund_id)


@app.task(name="payments.cancel_receipt", queue="payments")
def cancel_receipt(receipt_id: int) -> None:
    receipts.cancel(receipt_id)


@app.periodic(cron="* * * * *", periodic_id="payments-sweep")
@app.task(name="payments.sweep", queue="clock", queueing_lock="payments.sweep")
@beats(_("Asks whether open invoices were paid"))
def sweep(timestamp: int) -> None:
    attempts.sweep(clock.now())
