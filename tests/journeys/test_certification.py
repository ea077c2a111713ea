"""Bread is certified, from a phone in the bakery to a stranger who checks the certificate.

Meanwhile the procedure gets a new version. Every page on the way is for everybody.
"""

import pytest

from tests.journeys import looks
from tests.journeys import way_of_bread as way
from tests.journeys.browser import DESK
from tests.journeys.certification import SERVICE, Administrator, Bakery, Bread, Worker
from tests.journeys.people import Citizen, Someone

pytestmark = pytest.mark.without_worker


@pytest.fixture
def faults():
    """What is wrong with the pages at each stop."""
    return {}


@pytest.fixture
def people(window, faults):
    """Who takes part: `people(Kind, …)` sits down at a window of their own."""

    def sits(kind, prefix="", **wishes):
        page = window(**wishes)

        def seen(name):
            if wrong := looks.on_the_way(page):
                faults[f"{prefix} {name}"] = wrong

        return kind(page, prefix=prefix, seen=seen)

    return sits


def test_bread_is_certified_while_the_procedure_changes(people, window, product, faults):
    bread = Bread()
    bakery, worker = people(Bakery), people(Worker, viewport=DESK)
    # The app of a bank on the same phone stands at an address of its own.
    bank = Someone(window(product.env["QPAY_PAGE"]))

    number = way.apply(bakery, worker, product, bread)
    way.check(worker, bakery, number)
    way.pay(bakery, bank, number)
    way.examine(worker, number)
    administrator = people(Administrator, viewport=DESK)
    way.change_procedure(administrator, way.later())
    way.decide(worker, number)

    administrator.is_told(f"{way.later().year}", way.FINAL)
    assert way.FINAL not in worker.reads()
    worker.is_told("Шийдвэр гаргах")

    bakery.looks_after(number, "granted")
    # After the code, and news of receiving, completing, the fee and its payment.
    assert number in product.wait_for_text(bread.phone, nth=6)
    paper = way.certificate(bakery).body()
    assert paper.startswith(b"%PDF-")
    assert b"/ByteRange" in paper

    buyer = people(Citizen, prefix="/en")
    way.verify(buyer, bakery)
    buyer.is_told(bread.name)
    buyer.go(f"/registers/?q={bread.name}")
    buyer.is_told(bread.organisation)
    buyer.seen("found")
    buyer.go(SERVICE)
    buyer.seen("service")

    assert faults == {}
