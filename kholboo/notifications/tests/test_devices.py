"""Devices and what they wish: kept, told, moved, ended, forgotten."""

import pytest
from django.db import IntegrityError, transaction

from kholboo.core.errors import RuleBroken
from kholboo.notifications import queries, wiring
from kholboo.notifications.models import Device, Wish
from kholboo.notifications.rules import Failure, State
from kholboo.notifications.services import carrying, devices
from kholboo.notifications.services.deliveries import send_push
from kholboo.notifications.tests.factories import NOTICE, device_address, told_device

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_sealed_and_found_by_its_endpoint():
    address = device_address()

    device = devices.keep_device(address)

    assert queries.device_at(address.endpoint) == device
    assert queries.address_of(device) == address
    assert device.service == "Google"
    assert address.endpoint.encode() not in bytes(device.sealed)


def test_the_same_browser_is_one_device_with_its_newest_keys():
    first = device_address()
    renewed = device_address(endpoint=first.endpoint)

    assert devices.keep_device(first) == devices.keep_device(renewed)
    assert queries.address_of(Device.objects.get()) == renewed


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://127.0.0.1/x"},
        {"endpoint": "https://push.example.mn/x"},
        {"endpoint": "http://fcm.googleapis.com/x"},
        {"p256dh": "AAAA"},
        {"auth": "AAAA"},
    ],
)
def test_an_address_we_cannot_use_is_refused(wrong):
    with pytest.raises(RuleBroken):
        devices.keep_device(device_address(**wrong))

    assert not Device.objects.exists()


def test_only_the_chosen_kinds_are_told():
    device = told_device("feedback:case:7", kinds=["answer", "date"])

    assert list(queries.devices_for(["feedback:case:7"], "answer")) == [device]
    assert list(queries.devices_for(["feedback:case:7"], "question")) == []
    assert list(queries.devices_for(["feedback:case:70"], "answer")) == []


def test_a_device_that_wishes_two_topics_of_one_fact_is_told_once():
    device = told_device("feedback:case:7")
    devices.choose(device, "feedback:person:1", ["answer"])

    assert len(queries.devices_for(["feedback:case:7", "feedback:person:1"], "answer")) == 1


def test_ten_devices_and_no_more_until_one_stops():
    told = [told_device("feedback:case:7") for _device in range(devices.MOST_DEVICES)]
    one_more = devices.keep_device(device_address())

    with pytest.raises(RuleBroken):
        devices.choose(one_more, "feedback:case:7", ["answer"])
    devices.choose(told[0], "feedback:case:7", ["date"])  # one of the ten may change its mind
    devices.stop(told[0], "feedback:case:7")
    devices.choose(one_more, "feedback:case:7", ["answer"])

    assert Wish.objects.count() == devices.MOST_DEVICES


def test_nothing_chosen_ends_it_and_an_idle_device_is_forgotten():
    device = told_device("feedback:case:7")
    devices.choose(device, "feedback:case:8", ["answer"])

    devices.choose(device, "feedback:case:7", [])
    assert Device.objects.count() == 1
    devices.stop(device, "feedback:case:8")
    devices.stop(device, "feedback:case:8")

    assert not Device.objects.exists()


def test_a_wish_without_kinds_cannot_be_written():
    device = told_device("feedback:case:7")

    with pytest.raises(IntegrityError, match="wish_has_kinds"), transaction.atomic():
        Wish.objects.filter(device=device).update(kinds=[])


def test_a_moved_browser_takes_its_wishes_along():
    device = told_device("feedback:case:7")
    old, new = queries.address_of(device).endpoint, device_address()

    for _time in range(2):
        devices.move(old, new)

    assert queries.device_at(old) is None
    assert list(queries.devices_for(["feedback:case:7"], "answer")) == [
        queries.device_at(new.endpoint)
    ]


def test_a_stranger_moves_nothing():
    told_device("feedback:case:7")
    elsewhere = device_address()

    devices.move("https://fcm.googleapis.com/guessed", elsewhere)

    assert queries.device_at(elsewhere.endpoint) is None


def test_an_erased_topic_takes_its_devices_along_and_leaves_others():
    told_device("feedback:case:7")
    other = told_device("feedback:case:70")

    devices.forget_topics(["feedback:case:7"])

    assert list(Device.objects.all()) == [other]


def test_a_notice_is_carried_as_declarative_web_push(push):
    device = told_device("feedback:case:7")

    delivery = send_push(key="feedback:1:push", device=device, notice=NOTICE)
    again = send_push(key="feedback:1:push", device=device, notice=NOTICE)
    carrying.deliver(delivery.pk)

    assert again == delivery
    delivery.refresh_from_db()
    assert (delivery.state, delivery.recipient) == (State.SENT, "Google")
    (sent,) = push.sent
    assert sent.to == queries.address_of(device)
    assert '"web_push": 8030' in sent.text
    assert NOTICE.text in sent.text


def test_a_browser_that_ended_it_is_forgotten_and_others_stay(push):
    device, other = told_device("feedback:case:7"), told_device("feedback:case:7")
    delivery = send_push(key="feedback:1:push", device=device, notice=NOTICE)
    push.fault = "refuse"

    carrying.deliver(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (State.REFUSED, Failure.GONE)
    assert list(Device.objects.all()) == [other]


def test_trouble_is_tried_again_later(push):
    delivery = send_push(
        key="feedback:1:push", device=told_device("feedback:case:7"), notice=NOTICE
    )
    push.fault = "500"

    carrying.deliver(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.WAITING, 1)
    assert delivery.last_error == Failure.TROUBLE
    assert Device.objects.exists()


def test_switched_off_a_notice_waits_and_says_why(settings, push):
    device = told_device("feedback:case:7")
    delivery = send_push(key="feedback:1:push", device=device, notice=NOTICE)
    settings.NOTIFICATIONS = settings.NOTIFICATIONS.model_copy(update={"push": "off"})
    wiring.push_service.cache_clear()

    carrying.deliver(delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (State.WAITING, Failure.NOT_SET_UP)
    assert push.sent == []
