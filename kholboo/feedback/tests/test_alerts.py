"""Phones that are told of a case: chosen on its page, told of what was chosen, erased with it."""

import json
from dataclasses import asdict

import pytest
from django.test import Client

from kholboo.audit.models import Entry
from kholboo.feedback.alerts import topic_of
from kholboo.feedback.models import CaseEvent
from kholboo.feedback.rules import EventKind
from kholboo.feedback.secret import link_token
from kholboo.feedback.services.messages import tell
from kholboo.feedback.tests import factories, stories
from kholboo.feedback.tests.test_erasing import erased
from kholboo.notifications import queries, wiring
from kholboo.notifications.models import Delivery, Device, Wish
from kholboo.notifications.rules import Channel
from kholboo.notifications.services import devices
from kholboo.notifications.services.carrying import deliver
from kholboo.notifications.tests.factories import device_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def push():
    wiring.push_service.cache_clear()
    yield wiring.push_service().sent
    wiring.push_service.cache_clear()


def html(response):
    return response.content.decode()


def choose(client, address, *kinds, browser=None):
    """What the page's script posts after the browser agreed."""
    fields = {"kinds": kinds} | asdict(browser or device_address())
    return client.post(f"{address}notices/", fields)


def carry(case, kind):
    event = CaseEvent.objects.filter(case=case, kind=kind).last()
    tell(event.pk)
    for delivery in Delivery.objects.filter(channel=Channel.PUSH):
        deliver(delivery.pk)
    return event


def said_in(push):
    return json.loads(push.text)["notification"]


def test_a_phone_is_told_of_the_answer_without_a_personal_word(client, follow, push):
    case, officer = stories.taken()
    choose(client, follow(case).removeprefix("/en"), "answer", "question")

    stories.answered(case, actor=officer)
    event = carry(case, EventKind.ANSWERED)

    said = said_in(push[0])
    assert len(push) == 1
    assert case.number in said["body"]
    assert said["navigate"].endswith(f"/track/{case.number}/")
    for word in (case.text, "Болд", "99112233"):
        assert word not in push[0].text
    assert Delivery.objects.filter(key__startswith=f"feedback:{event.pk}:push:").count() == 1


def test_telling_twice_tells_once(client, follow, push):
    case, officer = stories.taken()
    choose(client, follow(case), "answer")
    stories.answered(case, actor=officer)

    for _time in range(2):
        carry(case, EventKind.ANSWERED)

    assert Delivery.objects.filter(channel=Channel.PUSH).count() == 1


def test_what_was_not_chosen_is_not_told(client, follow, push):
    case, officer = stories.taken()
    choose(client, follow(case), "question", "date")

    stories.answered(case, actor=officer)
    carry(case, EventKind.ANSWERED)

    assert push == []


def test_a_notice_speaks_the_language_its_page_was_read_in(client, follow, push):
    case, officer = stories.taken()
    choose(client, follow(case), "answer")
    stories.answered(case, actor=officer)

    carry(case, EventKind.ANSWERED)

    said = said_in(push[0])
    assert said["lang"] == "en"
    assert "There is news about your" in said["body"]
    assert "/en/track/" in said["navigate"]


def test_the_page_behind_a_notice_asks_for_the_code_on_another_phone(client, follow):
    case, _officer = stories.taken()
    follow(case)

    assert client.get(f"/track/{case.number}/").status_code == 200
    elsewhere = Client().get(f"/track/{case.number}/notices/")
    assert elsewhere.status_code == 302
    assert elsewhere["Location"] == f"/track/?number={case.number}"


def test_the_choice_is_shown_changed_and_stopped(client, follow):
    case, _officer = stories.taken()
    address, browser = follow(case), device_address()
    choose(client, address, "answer", browser=browser)
    assert "This phone is told." in html(client.get(f"{address}notices/"))

    choose(client, address, "answer", "step", browser=browser)
    page = html(client.get("/en/notify/"))
    assert case.number in page
    assert "the answer, an officer takes it up" in page
    client.post("/en/notify/stop/", {"topic": topic_of(case)})

    assert not Device.objects.exists()
    assert "This phone is told nothing" in html(client.get("/en/notify/"))


def test_a_phone_that_is_known_needs_to_say_no_address_again(client, follow):
    case, _officer = stories.taken()
    address = follow(case)
    choose(client, address, "answer")

    client.post(f"{address}notices/", {"kinds": ["date"]})

    assert Wish.objects.get().kinds == ["date"]


def test_without_an_address_the_page_says_what_went_wrong(client, follow):
    case, _officer = stories.taken()

    response = client.post(f"{follow(case)}notices/", {"kinds": ["answer"]})

    assert response.status_code == 422
    assert "Your browser did not say where to send notices" in html(response)


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "https://169.254.169.254/latest/meta-data/"},
        {"endpoint": "http://127.0.0.1:5432/"},
        {"p256dh": "AAAA"},
        {"auth": "\x00"},
    ],
)
def test_a_made_up_address_is_refused_in_words(client, follow, wrong):
    case, _officer = stories.taken()

    response = choose(client, follow(case), "answer", browser=device_address(**wrong))

    assert response.status_code == 422
    assert not Device.objects.exists()


def test_an_unknown_kind_is_refused(client, follow):
    case, _officer = stories.taken()

    assert choose(client, follow(case), "everything").status_code == 422


def test_the_browser_brings_back_what_its_session_forgot(client, follow):
    case, _officer = stories.taken()
    browser = device_address()
    choose(client, follow(case), "answer", browser=browser)

    anew = Client()
    assert anew.post("/notify/known/", {"endpoint": "https://x"}).status_code == 404
    assert case.number not in html(anew.get("/notify/"))
    assert anew.post("/notify/known/", {"endpoint": browser.endpoint}).status_code == 204
    assert case.number in html(anew.get("/notify/"))


def test_a_worker_says_where_its_browser_moved_to(client, follow):
    case, _officer = stories.taken()
    browser, fresh = device_address(), device_address()
    choose(client, follow(case), "answer", browser=browser)

    worker = Client(enforce_csrf_checks=True)
    moved = worker.post("/notify/moved/", {"old": browser.endpoint, **asdict(fresh)})

    assert moved.status_code == 204
    (device,) = queries.devices_for([topic_of(case)], "answer")
    assert (queries.address_of(device), device.language) == (fresh, "en")


def test_nobody_stops_the_notices_of_another_phone(client, follow):
    case, _officer = stories.taken()
    choose(client, follow(case), "answer")

    Client().post("/notify/stop/", {"topic": topic_of(case)})

    assert Wish.objects.count() == 1


def test_erasing_the_person_takes_the_phones_and_their_notices(client, follow, push):
    case, officer = stories.taken()
    choose(client, follow(case), "answer")
    stories.answered(case, actor=officer)
    carry(case, EventKind.ANSWERED)

    erased(case)

    assert not Device.objects.exists()
    kept = Delivery.objects.get(channel=Channel.PUSH)
    assert (bytes(kept.payload), kept.recipient) == (b"", "")


def test_the_choice_is_audited_without_the_address(client, follow):
    case, _officer = stories.taken()
    browser = device_address()
    choose(client, follow(case), "answer", browser=browser)

    row = Entry.objects.filter(action="feedback.alerts_chosen").get()

    assert row.facts["kinds"] == ["answer"]
    assert browser.endpoint not in str(row.facts)


def test_it_is_offered_on_the_receipt_and_on_an_open_case(client, follow):
    receipt = factories.receipt()
    address = follow(receipt.case)

    assert f"{address}notices/" in html(client.get(address))


def test_the_way_from_the_receipt_leads_to_the_choice(client):
    receipt = factories.receipt()
    link = f"/track/{receipt.case.number}/open/{link_token(receipt.case)}/"

    there = client.get(f"{link}?to=notices")
    elsewhere = client.get(f"{link}?to=https://evil.mn")

    assert there["Location"] == f"/track/{receipt.case.number}/notices/"
    assert elsewhere["Location"] == f"/track/{receipt.case.number}/"


@pytest.mark.parametrize("cases", [1, 5])
def test_the_page_of_a_phone_asks_few_questions(client, cases, django_assert_max_num_queries):
    device = device_address()
    kept = devices.keep_device(device)
    for _case in range(cases):
        devices.choose(kept, topic_of(factories.receipt().case), ["answer"])
    client.post("/notify/known/", {"endpoint": device.endpoint})

    with django_assert_max_num_queries(6):
        assert html(client.get("/notify/")).count("26-") >= cases
