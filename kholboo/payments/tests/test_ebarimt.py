"""The door to the tax authority's receipts: one promise for the client and the fake."""

import json
import os
import subprocess
import sys

import httpx
import pytest

from kholboo.core.egress import Egress
from kholboo.core.errors import Unreachable
from kholboo.payments.ebarimt.client import EbarimtClient, Seller
from kholboo.payments.ebarimt.fake import FakeEbarimt
from kholboo.payments.ebarimt.port import Item, Sale
from kholboo.payments.errors import Refused
from kholboo.payments.rules import Tax

SELLER = Seller("12345678901", "0101", "001", "1")
ITEMS = [
    Item("Хураамж", 1, 150_000, 150_000, 0, Tax.NONE),
    Item("Стандарт", 2, 1_100, 2_200, 200, Tax.VAT, code="1234567"),
]


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    kept = tmp_path_factory.mktemp("ebarimt") / "receipts.jsonl"
    module = "kholboo.payments.simulators.ebarimt"
    command = [sys.executable, "-m", module, "--port", "0", "--store", str(kept)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as running:
        yield f"http://127.0.0.1:{json.loads(running.stdout.readline())['port']}"
        running.terminate()


class Far:
    def __init__(self, url):
        self._url = url
        egress = Egress([url], private_hosts=["127.0.0.1"], deadline=2)
        self.service = EbarimtClient(url, SELLER, egress)

    def strike(self, kind):
        httpx.post(f"{self._url}/faults", json={"kind": kind}, trust_env=False)


class Near:
    def __init__(self):
        self.service = FakeEbarimt()

    def strike(self, kind):
        self.service.fault = kind


@pytest.fixture(params=["process", "fake"])
def side(request):
    found = Near() if request.param == "fake" else Far(request.getfixturevalue("process"))
    yield found
    found.strike("")


def sale(key, **more):
    return Sale(key, ITEMS, is_cash=False, **more)


def test_a_sale_has_a_number_of_33_figures_a_lottery_and_a_code(side):
    made = side.service.make(sale("000001"))

    assert (len(made.number), made.number.isdecimal()) == (33, True)
    assert made.lottery
    assert made.qr


def test_a_company_takes_no_part_in_the_lottery(side):
    assert side.service.make(sale("000002", buyer_tin="12345678901")).lottery == ""


def test_the_same_sale_has_one_receipt_also_after_an_answer_that_was_lost(side):
    side.strike("lost")
    with pytest.raises(Unreachable):
        side.service.make(sale("000003"))
    side.strike("")

    first, second = side.service.make(sale("000003")), side.service.make(sale("000003"))

    assert first == second
    assert side.service.make(sale("000004")).number != first.number


@pytest.mark.parametrize("kind", ["500", "cut"])
def test_trouble_is_worth_another_try(side, kind):
    side.strike(kind)

    with pytest.raises(Unreachable):
        side.service.make(sale("000005"))
    with pytest.raises(Unreachable):
        side.service.cancel("1" * 33)


def test_what_the_authority_refuses_is_refused(side):
    side.strike("refuse")

    with pytest.raises(Refused):
        side.service.make(sale("000006"))


def test_cancelling_twice_is_no_trouble(side):
    made = side.service.make(sale("000007"))

    side.service.cancel(made.number)
    side.service.cancel(made.number)
