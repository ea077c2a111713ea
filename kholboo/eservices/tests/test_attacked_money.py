"""Whose money it is when an application ends, and who may end it by its invoice."""

import pytest

from kholboo.core import clock
from kholboo.eservices.models import Invoiced, StepTimer
from kholboo.eservices.services import ending, paying, settling, timers
from kholboo.eservices.tests import stories
from kholboo.eservices.tests.desk import desk, html
from kholboo.payments.models import Invoice
from kholboo.payments.rules import Source
from kholboo.payments.services import settling as money
from kholboo.payments.services.settling import Money
from kholboo.payments.tests.test_settling import waiting

pytestmark = pytest.mark.django_db


def paid_for(invoice_id):
    made = Money(Source.TRANSFER, f"row-{invoice_id}", 77_100, clock.now())
    money.settle(invoice_id, made, actor=None)
    return Invoice.objects.get(pk=invoice_id)


@pytest.mark.parametrize("is_late", [True, False])
def test_money_for_an_application_that_was_taken_back_is_seen(is_late):
    """Paid after it was taken back, or at the same moment: nobody keeps it silently."""
    made = stories.brought_to("payment")
    fee = Invoiced.objects.get()

    ending.withdraw(made, reason="", actor=made.user)
    assert waiting("eservices.let_go_of_fee") == [{"step_id": fee.step_id}]
    if is_late:
        paying.let_go(fee.step_id)
        assert Invoice.objects.get().state == "void"
    paid_for(fee.invoice)
    paying.let_go(fee.step_id)

    kept = Invoice.objects.get()
    assert (kept.state, kept.surplus, kept.is_to_clear) == ("void", 77_100, True)
    assert made.number in kept.void_reason
    assert stories.fresh(made).outcome == "withdrawn"


def test_what_lapsed_asks_for_no_money_any_more(client):
    made = stories.brought_to("payment")
    StepTimer.objects.update(fires_on=clock.local_date(clock.now()))
    timers.fire_due()

    paying.let_go(Invoiced.objects.get().step_id)

    assert Invoice.objects.get().state == "void"
    assert made.number in html(client.get(Invoice.objects.get().address))


def test_a_fee_that_is_waited_for_or_was_paid_in_time_is_not_let_go():
    made = stories.brought_to("payment")
    fee = Invoiced.objects.get()
    paying.let_go(fee.step_id)
    assert Invoice.objects.get().state == "open"

    paid_for(fee.invoice)
    ending.withdraw(stories.fresh(made), reason="", actor=made.user)
    paying.let_go(fee.step_id)

    assert Invoice.objects.get().state == "settled"


def test_a_cashier_alone_does_not_let_an_application_lapse():
    made = stories.brought_to("payment")
    invoice = Invoice.objects.get(reference=made.number)
    cashier, page = desk("cashier.orkhon"), f"/payments/desk/{invoice.number}/"

    assert f"{page}void/" not in html(cashier.get(page))
    assert cashier.post(f"{page}void/", {"reason": "х"}).status_code == 422
    assert Invoice.objects.get().state == "open"


def test_a_fee_of_another_application_moves_nothing_here():
    first, second = stories.brought_to("payment"), stories.brought_to("payment")
    fee = Invoiced.objects.get(step__application=first)

    settling.settle(fee.invoice)
    settling.settle(fee.invoice + 1_000)

    assert stories.waiting(first) == ["assign"]
    assert stories.waiting(second)[-1] == "payment"
