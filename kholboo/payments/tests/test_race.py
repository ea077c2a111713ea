"""At the same moment: one payment is written down once, one key makes one invoice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from kholboo.payments.models import Invoice, Settlement
from kholboo.payments.services import attempts
from kholboo.payments.tests.factories import fresh, invoice, pay, shown

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def together(act):
    start = Barrier(AT_ONCE)

    def one(_number):
        try:
            start.wait(timeout=60)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_looks_at_the_same_moment_write_the_money_down_once(settled):
    made, attempt = shown()
    pay(attempt)

    together(lambda: attempts.look(attempt.pk))

    assert (fresh(made).paid, Settlement.objects.count(), len(settled)) == (150_000, 1, 1)


def test_one_key_at_the_same_moment_makes_one_invoice_and_leaves_no_gap():
    key, first = uuid4(), invoice()

    together(lambda: invoice(key=key))

    numbers = sorted(int(one.number[3:-2]) for one in Invoice.objects.all())
    assert numbers == [int(first.number[3:-2]), int(first.number[3:-2]) + 1]
    assert int(invoice().number[3:-2]) == numbers[-1] + 1
