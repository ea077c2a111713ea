"""What reaches the citizen and the officer, by which channel, in which language, and once."""

import re
from dataclasses import replace

import pytest
from django.test import override_settings

from kholboo.feedback.models import CaseEvent
from kholboo.feedback.rules import EventKind, ReplyBy
from kholboo.feedback.secret import grouped, link_token, secret_of
from kholboo.feedback.services import cases, citizen
from kholboo.feedback.services.messages import RECEIPTS_A_DAY, follow_link, tell
from kholboo.feedback.tests import factories, stories
from kholboo.notifications import wiring
from kholboo.notifications.models import Delivery
from kholboo.notifications.services.carrying import deliver

pytestmark = pytest.mark.django_db
BY_MAIL = replace(factories.BOLD, reply_by=ReplyBy.EMAIL)
# As long as the agency's address may reasonably be; the SMS must fit even so.
LONG_ADDRESS = "https://sanal-gomdol.masm.gov.mn"


@pytest.fixture
def sms():
    wiring.sms_provider.cache_clear()
    yield wiring.sms_provider().sent
    wiring.sms_provider.cache_clear()


@pytest.fixture
def mail():
    wiring.mail_provider.cache_clear()
    yield wiring.mail_provider().sent
    wiring.mail_provider.cache_clear()


def carry(case, kind):
    """Tell the last event of this kind, and let the worker carry what was promised."""
    known = set(Delivery.objects.values_list("pk", flat=True))
    event = CaseEvent.objects.filter(case=case, kind=kind).last()
    tell(event.pk)
    for delivery in Delivery.objects.exclude(pk__in=known):
        deliver(delivery.pk)
    return event


def test_the_receipt_reaches_the_phone_with_number_code_date_and_link(sms):
    receipt = factories.receipt()

    carry(receipt.case, EventKind.RECEIVED)

    (message,) = sms
    assert message.to == "99112233"
    assert receipt.case.number in message.text
    assert grouped(receipt.secret) in message.text
    assert f"{receipt.case.due_on:%Y.%m.%d}" in message.text
    assert follow_link(receipt.case) in message.text


def test_the_link_of_a_message_opens_the_case(sms, client):
    receipt = factories.receipt()
    carry(receipt.case, EventKind.RECEIVED)
    link = re.search(r"https?://[^/]+(/\S+)", sms[0].text)[1]

    response = client.get(link, follow=True)

    assert response.status_code == 200
    assert receipt.case.text in response.content.decode()


def test_the_receipt_by_mail_says_who_answers(mail):
    receipt = factories.receipt(person=BY_MAIL)

    carry(receipt.case, EventKind.RECEIVED)

    (letter,) = mail
    assert letter.to == "bold@example.mn"
    assert letter.subject == "Таны илгээсэн зүйлийг хүлээн авлаа"
    for part in (receipt.case.number, grouped(receipt.secret), receipt.case.office.name_mn):
        assert part in letter.text
    assert "&" not in letter.subject


def test_a_case_in_english_is_told_in_english_with_an_english_link(mail):
    case = factories.case(person=BY_MAIL, language="en")

    carry(case, EventKind.RECEIVED)

    assert "Hello. We have received your complaint." in mail[0].text
    assert "/en/track/" in mail[0].text


def test_a_question_comes_whole_by_mail_and_as_a_call_to_read_by_sms(sms, mail):
    for person in (factories.BOLD, BY_MAIL):
        case, _actor = stories.asked("Лангуу <14> & жингийн дугаар?", person=person)
        carry(case, EventKind.QUESTION)

    assert "Лангуу <14> & жингийн дугаар?" in mail[0].text
    assert "танаас асуух зүйл байна" in sms[0].text
    assert "Лангуу" not in sms[0].text


def test_the_answer_is_announced_but_not_sent_along(sms, mail):
    for person in (factories.BOLD, BY_MAIL):
        case, _answer = stories.answered(person=person)
        carry(case, EventKind.ANSWERED)

    assert case.number in mail[0].subject
    for text in (mail[0].text, sms[0].text):
        assert "хариу" in text.lower()
        assert stories.DECISION.text not in text


def test_who_looks_themselves_gets_nothing(sms, mail):
    case = factories.case(person=replace(factories.BOLD, reply_by=ReplyBy.NONE))
    nameless = factories.case(person=factories.NOBODY)

    carry(case, EventKind.RECEIVED)
    carry(nameless, EventKind.RECEIVED)

    assert not Delivery.objects.exists()


def test_telling_twice_tells_once(sms):
    case = factories.case()

    event = carry(case, EventKind.RECEIVED)
    tell(event.pk)

    assert Delivery.objects.get().key == f"feedback:{event.pk}:citizen"
    assert len(sms) == 1


def test_an_event_that_is_gone_is_no_reason_to_fail():
    tell(0)

    assert not Delivery.objects.exists()


def test_the_officer_hears_what_the_citizen_did_in_the_words_of_the_desk(mail):
    case, _actor = stories.taken()
    citizen.send_message(case, text="Нууц үг хэлье", documents=[])
    carry(case, EventKind.MESSAGE)
    citizen.withdraw_case(case, reason="")
    carry(case, EventKind.WITHDRAWN)

    assert [letter.subject for letter in mail] == [
        f"{case.number}: Иргэн бичсэн",
        f"{case.number}: Иргэн буцаан татсан",
    ]
    assert "/desk/" in mail[0].text
    assert "Нууц үг" not in mail[0].text


def test_the_officer_is_told_of_an_assignment_and_of_a_reopened_case(mail):
    case = factories.case()
    actor = stories.officer(case, email="officer@example.mn")
    case = cases.assign_case(case, handler=actor, unit=case.unit, actor=actor)
    carry(case, EventKind.ASSIGNED)
    case, _answer = stories.answered(case, actor=actor)
    citizen.reopen_case(case, reason="Хэвээрээ")
    carry(case, EventKind.REOPENED)

    assert {letter.to for letter in mail} == {"officer@example.mn"}
    assert len(mail) == 2


@pytest.mark.parametrize("kind", ["notes", "taken"])
def test_inner_work_is_told_to_nobody(kind):
    case, actor = stories.taken()
    cases.add_note(case, text="Дотоод", actor=actor)

    carry(case, EventKind.NOTE if kind == "notes" else EventKind.TAKEN)

    assert not Delivery.objects.exists()


@pytest.mark.parametrize("language", ["mn", "en"])
def test_no_sms_is_longer_than_three_parts(language):
    with override_settings(PUBLIC_URL=LONG_ADDRESS):
        case, actor = stories.asked(language=language)
        tell(CaseEvent.objects.get(case=case, kind=EventKind.RECEIVED).pk)
        tell(CaseEvent.objects.get(case=case, kind=EventKind.QUESTION).pk)
        case, _answer = stories.answered(case, actor=actor)
        tell(CaseEvent.objects.get(case=case, kind=EventKind.ANSWERED).pk)

    parts = list(Delivery.objects.filter(channel="sms").values_list("parts", flat=True))
    assert len(parts) == 3
    assert max(parts) <= 3


def test_only_the_receipt_carries_the_code_and_no_delivery_row_shows_anything():
    case, _actor = stories.asked()
    for event in CaseEvent.objects.filter(case=case):
        tell(event.pk)

    shown = str(list(Delivery.objects.values("key", "recipient", "last_detail")))

    assert secret_of(case) not in shown
    assert link_token(case) not in shown
    assert "99112233" not in shown


def test_a_stranger_cannot_flood_a_phone_with_receipts():
    received = [factories.case() for _each in range(RECEIPTS_A_DAY + 2)]

    for case in received:
        tell(CaseEvent.objects.get(case=case, kind=EventKind.RECEIVED).pk)

    assert Delivery.objects.count() == RECEIPTS_A_DAY
