"""One promise of a push service, two keepers: the real client with the simulator, and the fake."""

import base64
import json
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from kholboo.core.egress import Egress
from kholboo.core.errors import RuleBroken, Unreachable
from kholboo.notifications.push import hosts
from kholboo.notifications.push.client import WebPushClient
from kholboo.notifications.push.fake import FakePush
from kholboo.notifications.push.port import Address, Push
from kholboo.notifications.rules import Failure
from kholboo.notifications.wiring import public_half
from launch.place import vapid_key

KEY = vapid_key()
TEXT = json.dumps({"notification": {"body": "Ө Ү: шинэ мэдээ байна"}}, ensure_ascii=False)


def client_of(process, *, key=KEY, contact="mailto:sanal@example.mn", private=("127.0.0.1",)):
    return WebPushClient(
        key,
        contact=contact,
        may_reach=lambda endpoint: hosts.is_known(endpoint, hosts=(), simulator=process.url),
        egress_to=lambda origin: Egress([origin], private_hosts=private, deadline=2),
    )


def subscribed(process, key=KEY):
    """What the simulator's browser answers to a page that asks it."""
    answer = httpx.post(
        f"{process.url}/subscribe", json={"key": public_half(key)}, trust_env=False
    ).json()
    return Address(answer["endpoint"], **answer["keys"])


@dataclass
class Bench:
    service: Any
    simulator: Any
    to: Address

    def send(self, key="k", text=TEXT):
        return self.service.send(Push(key, self.to, text))

    def waiting(self):
        """What waits for this browser, oldest first; of one topic the newest only."""
        if hasattr(self.simulator, "sent"):
            return [push.text for push in self.simulator.sent]
        found = {}
        for message in reversed(self.simulator.arrived()):
            if message["to"] == self.to.endpoint.rpartition("/")[2]:
                found[message["topic"]] = message["text"]
        return list(found.values())

    def fault(self, kind):
        if hasattr(self.simulator, "sent"):
            self.simulator.fault = kind
        else:
            self.simulator.fault(kind)


@pytest.fixture(params=["web push", "fake"])
def bench(request):
    if request.param == "fake":
        fake = FakePush()
        found = Bench(fake, fake, Address("https://fcm.googleapis.com/x", "p", "a"))
    else:
        process = request.getfixturevalue("push_process")
        found = Bench(client_of(process), process, subscribed(process))
    yield found
    found.fault("")


def test_words_arrive_letter_by_letter(bench):
    assert bench.send()
    assert bench.waiting() == [TEXT]


@pytest.mark.parametrize("kind", ["500", "cut"])
def test_trouble_is_worth_another_try_and_nothing_arrived(bench, kind):
    bench.fault(kind)

    with pytest.raises(Unreachable):
        bench.send()

    assert bench.waiting() == []


def test_a_lost_answer_brings_no_second_notice(bench):
    bench.fault("lost")
    with pytest.raises(Unreachable):
        bench.send("same")
    bench.fault("")

    bench.send("same")
    bench.send("other")

    assert len(bench.waiting()) == 2


def test_an_ended_subscription_is_gone_for_good(bench):
    bench.fault("refuse")

    with pytest.raises(RuleBroken) as failure:
        bench.send()

    assert failure.value.facts["failure"] == Failure.GONE


def test_a_failure_never_repeats_the_address_or_the_words(bench):
    for kind in ("500", "refuse", "lost"):
        bench.fault(kind)
        with pytest.raises((Unreachable, RuleBroken)) as failure:
            bench.send()
        said = f"{failure.value} {failure.value.facts}"
        assert "мэдээ" not in said
        assert bench.to.endpoint not in said


def test_the_service_between_us_sees_no_word(push_process):
    bench = Bench(client_of(push_process), push_process, subscribed(push_process))

    bench.send()

    body = base64.b64decode(push_process.arrived()[0]["body"])
    assert "мэдээ".encode() not in body
    assert b"notification" not in body


def test_a_subscription_that_its_browser_ended_answers_gone(push_process):
    to = subscribed(push_process)
    httpx.post(f"{push_process.url}/end", json={"endpoint": to.endpoint}, trust_env=False)

    with pytest.raises(RuleBroken) as failure:
        Bench(client_of(push_process), push_process, to).send()

    assert (failure.value.facts["failure"], failure.value.facts["detail"]) == (Failure.GONE, "410")


def test_a_pass_of_another_key_is_refused_and_kept_for_later(push_process):
    bench = Bench(client_of(push_process, key=vapid_key()), push_process, subscribed(push_process))

    with pytest.raises(Unreachable) as failure:
        bench.send()

    assert (failure.value.facts["failure"], failure.value.facts["detail"]) == (Failure.KEY, "403")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Authorization": ""}, 401),
        ({"Authorization": "vapid t=a.b.c, k=x"}, 401),
        ({"TTL": ""}, 400),
        ({"Content-Encoding": "gzip"}, 415),
        ({"Topic": "x" * 33}, 400),
    ],
)
def test_the_simulator_takes_only_what_a_push_service_takes(push_process, changes, status):
    to, client = subscribed(push_process), client_of(push_process)
    headers = client._headers(push_process.url, "k") | changes

    answer = httpx.post(to.endpoint, content=b"x", headers=headers, trust_env=False)

    assert answer.status_code == status


def test_a_pass_for_another_origin_or_out_of_date_is_refused(push_process):
    to, client = subscribed(push_process), client_of(push_process)
    elsewhere = client._headers("https://fcm.googleapis.com:443", "k")

    answer = httpx.post(to.endpoint, content=b"x", headers=elsewhere, trust_env=False)

    assert (answer.status_code, "aud" in answer.text) == (401, True)


def test_what_was_not_locked_for_this_browser_is_refused(push_process):
    one, other = subscribed(push_process), subscribed(push_process)
    crossed = Address(one.endpoint, other.p256dh, other.auth)

    with pytest.raises(RuleBroken) as failure:
        Bench(client_of(push_process), push_process, crossed).send()

    assert failure.value.facts["failure"] == Failure.CONTENT


def test_a_private_address_is_dialled_only_when_it_was_named(push_process):
    client = client_of(push_process, private=())

    with pytest.raises(Unreachable) as failure:
        Bench(client, push_process, subscribed(push_process)).send()

    assert failure.value.facts["detail"] == "barred"


KNOWN = ("fcm.googleapis.com", "*.push.apple.com")


@pytest.mark.parametrize(
    ("endpoint", "is_known"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://FCM.googleapis.com:443/x", True),
        ("https://web.push.apple.com/x", True),
        ("http://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com:8443/x", False),
        ("https://fcm.googleapis.com.evil.mn/x", False),
        ("https://evilpush.apple.com/x", False),
        ("https://push.apple.com/x", False),
        ("https://user:pw@fcm.googleapis.com/x", False),
        ("https://evil.mn/@fcm.googleapis.com/", False),
        ("https://127.0.0.1/x", False),
        ("https://169.254.169.254/latest/", False),
        ("https://127.0.0.1%2f.notify.windows.com/x", False),
        ("https://.notify.windows.com/x", False),
        ("http://localhost:8029/push/x", False),
        ("ftp://fcm.googleapis.com/x", False),
        ("https://fcm.googleapis.com/" + "x" * 1000, False),
        ("https://fcm.googleapis.com/ө", False),
        ("", False),
        ("x", False),
        ("https://[::1", False),
    ],
)
def test_only_push_services_we_know_are_reached(endpoint, is_known):
    assert hosts.is_known(endpoint, hosts=KNOWN) is is_known


def test_the_simulator_is_known_by_its_very_origin():
    ours = "http://localhost:8029"

    assert hosts.is_known("http://localhost:8029/push/x", hosts=(), simulator=ours)
    assert not hosts.is_known("http://localhost:8030/push/x", hosts=(), simulator=ours)
    assert not hosts.is_known("http://127.0.0.1:8029/push/x", hosts=(), simulator=ours)
