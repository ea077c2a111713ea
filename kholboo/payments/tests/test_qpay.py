"""The door to QPay: one promise for the client before the real process, and for the fake."""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta

import httpx
import pytest

from kholboo.core import clock
from kholboo.core.egress import Answer, Egress
from kholboo.core.errors import Unreachable
from kholboo.payments.errors import Refused
from kholboo.payments.qpay.client import Merchant, QpayClient
from kholboo.payments.qpay.fake import FakeQpay
from kholboo.payments.qpay.port import Order, PaymentState
from kholboo.payments.simulators.qpay import LATE_SECONDS

MERCHANT = Merchant("us", "secret", "KHOLBOO_INVOICE")


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    kept = tmp_path_factory.mktemp("qpay") / "qpay.jsonl"
    module = "kholboo.payments.simulators.qpay"
    command = [
        *(sys.executable, "-m", module, "--port", "0", "--store", str(kept)),
        *("--key", "us:secret"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as running:
        yield f"http://127.0.0.1:{json.loads(running.stdout.readline())['port']}"
        running.terminate()


class Far:
    """The client with the process behind it, as the fake is used."""

    def __init__(self, url):
        self.url = url
        egress = Egress([url], private_hosts=["127.0.0.1"], deadline=2)
        self.provider = QpayClient(f"{url}/v2", MERCHANT, egress, is_simulator=True)

    def pay(self, offer_id, way=""):
        sent = {"invoice": offer_id, "way": way}
        httpx.post(f"{self.url}/pay", json=sent, trust_env=False).raise_for_status()

    def strike(self, kind):
        httpx.post(f"{self.url}/faults", json={"kind": kind}, trust_env=False)


class Near:
    def __init__(self):
        self.provider = FakeQpay()

    def pay(self, offer_id, way=""):
        if way == "failed-only":
            self.provider.pay(offer_id, state=PaymentState.FAILED)
            return
        amount = {"less": 149_000, "more": 151_000}.get(way)
        for _each in range(2 if way == "twice" else 1):
            self.provider.pay(offer_id, amount)

    def strike(self, kind):
        self.provider.fault = kind


@pytest.fixture(params=["process", "fake"])
def side(request):
    found = Near() if request.param == "fake" else Far(request.getfixturevalue("process"))
    yield found
    found.strike("")


def order(number, amount=150_000):
    until = clock.now() + timedelta(days=3)
    return Order(f"26-{number}-{time.time_ns()}", amount, "KH", "http://localhost:1/hint/", until)


def test_an_order_is_offered_and_nothing_is_paid_yet(side):
    offer = side.provider.open(order(1))

    assert offer.qr
    assert offer.links[0].name
    assert side.provider.payments(offer.id) == []


@pytest.mark.parametrize(
    ("way", "paid"),
    [("", [150_000]), ("twice", [150_000, 150_000]), ("less", [149_000]), ("more", [151_000])],
)
def test_what_was_paid_is_told_payment_by_payment(side, way, paid):
    offer = side.provider.open(order(2))
    side.pay(offer.id, way)

    found = side.provider.payments(offer.id)

    assert [payment.amount for payment in found] == paid
    assert {payment.state for payment in found} == {PaymentState.PAID}
    assert len({payment.id for payment in found}) == len(paid)


def test_a_payment_that_failed_is_told_as_such(side):
    offer = side.provider.open(order(3))
    side.pay(offer.id, "failed-only")

    assert [one.state for one in side.provider.payments(offer.id)] == [PaymentState.FAILED]


def test_a_number_is_used_once(side):
    once = order(4)
    side.provider.open(once)

    with pytest.raises(Refused):
        side.provider.open(once)


def test_closing_twice_or_what_is_paid_is_no_trouble(side):
    offer, paid = side.provider.open(order(5)), side.provider.open(order(6))
    side.pay(paid.id)

    for name in (offer.id, offer.id, paid.id):
        side.provider.close(name)

    assert len(side.provider.payments(paid.id)) == 1


def test_a_payment_goes_back_once(side):
    offer = side.provider.open(order(7))
    side.pay(offer.id)
    payment = side.provider.payments(offer.id)[0]

    side.provider.give_back(payment.id, note="хоёр удаа")

    assert side.provider.payments(offer.id)[0].state == PaymentState.GIVEN_BACK
    with pytest.raises(Refused):
        side.provider.give_back(payment.id, note="дахин")


def test_what_is_not_there_is_refused(side):
    with pytest.raises(Refused):
        side.provider.payments("nothing")
    with pytest.raises(Refused):
        side.provider.give_back("nothing", note="")


@pytest.mark.parametrize("kind", ["500", "cut"])
def test_trouble_is_worth_another_try(side, kind):
    offer = side.provider.open(order(8))
    side.strike(kind)

    for ask in (
        lambda: side.provider.open(order(9)),
        lambda: side.provider.payments(offer.id),
        lambda: side.provider.close(offer.id),
    ):
        with pytest.raises(Unreachable):
            ask()


def test_a_late_truth_is_told_seconds_after_the_callback(process):
    side = Far(process)
    offer = side.provider.open(order(10))
    begun = time.time()
    side.pay(offer.id, "late")
    ended = time.time()

    assert side.provider.payments(offer.id) == []
    row = next(
        row
        for row in httpx.get(f"{process}/messages.json", trust_env=False).json()
        if row["id"] == offer.id
    )
    assert begun + LATE_SECONDS <= row["payments"][0]["shown_at"] <= ended + LATE_SECONDS


class Asked:
    """An egress of prepared answers, which remembers what was asked."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def post(self, url, *, body, headers):
        self.asked.append((url.rsplit("/", 1)[-1], headers["Authorization"].split()[0]))
        status, said = self.answers.pop(0)
        return Answer(status, said if isinstance(said, bytes) else json.dumps(said).encode())

    def delete(self, url, *, body=None, headers):
        return self.post(url, body=body, headers=headers)


def client(egress, **more):
    return QpayClient("https://qpay.example.mn/v2", MERCHANT, egress, **more)


def token(seconds, refresh=0):
    now = int(time.time())
    return (
        200,
        {
            "access_token": "a",
            "expires_in": now + seconds,
            "refresh_token": "r",
            "refresh_expires_in": now + refresh,
        },
    )


NOTHING_PAID = (200, {"count": 0, "rows": []})


def test_a_token_is_used_until_its_moment_and_then_refreshed():
    egress = Asked(token(600), NOTHING_PAID, NOTHING_PAID)
    asker = client(egress)
    asker.payments("x")
    asker.payments("x")
    assert [name for name, _kind in egress.asked] == ["token", "check", "check"]

    egress = Asked(token(5, refresh=600), NOTHING_PAID, token(600), NOTHING_PAID)
    asker = client(egress)
    asker.payments("x")
    asker.payments("x")
    assert [name for name, _kind in egress.asked] == ["token", "check", "refresh", "check"]


def test_a_token_that_was_taken_back_is_asked_for_anew_once():
    egress = Asked(token(600), (401, {}), token(600), NOTHING_PAID)
    assert client(egress).payments("x") == []

    with pytest.raises(Unreachable):
        client(Asked(token(600), (401, {}), token(600), (401, {}))).payments("x")


@pytest.mark.parametrize(
    "said",
    [
        b"<html>",
        [],
        {"rows": [{}]},
        {"rows": [{"payment_id": "../1", "payment_status": "PAID", "payment_amount": 1}]},
        {"rows": [{"payment_id": "1", "payment_status": "PAID", "payment_amount": 1.5}]},
        {"rows": [{"payment_id": "1", "payment_status": "PAID", "payment_amount": -1}]},
        {"rows": [{"payment_id": "1", "payment_status": "PAID", "payment_amount": "NaN"}]},
        {"rows": [{"payment_id": "1", "payment_status": "PAID", "payment_amount": 1e300}]},
        {"rows": [{"payment_id": "1", "payment_status": "PAID", "payment_amount": "inf"}]},
        {"rows": 5},
    ],
)
def test_an_answer_that_cannot_be_read_is_no_payment(said):
    with pytest.raises(Unreachable):
        client(Asked(token(600), (200, said))).payments("x")


@pytest.mark.parametrize(
    "link", ["javascript://%0aalert(1)", "data:text/html,x", "http://bank.mn/", "x", "", "a b://c"]
)
def test_a_link_that_could_run_something_is_dropped(link):
    urls = [{"name": "Банк", "link": link}, {"name": "Хаан", "link": "khanbank://q?x=1"}]
    said = {"invoice_id": "1", "qr_text": "2", "urls": urls}

    offer = client(Asked(token(600), (200, said))).open(order(11))

    assert [one.address for one in offer.links] == ["khanbank://q?x=1"]
