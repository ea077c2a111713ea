"""Spoken words: written down, confirmed in each way, and answered aloud."""

import pytest
from django.db import IntegrityError, transaction

from kholboo.audit.models import Entry
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.feedback.models import OralAnswer, OralRecord
from kholboo.feedback.petitions import ConfirmedBy, ToldBy, ToldTo
from kholboo.feedback.rules import Channel
from kholboo.feedback.services import oral
from kholboo.feedback.tests import desk, factories, stories

pytestmark = pytest.mark.django_db


def spoken(**more):
    return desk.orkhon(channel=Channel.PHONE, actor=desk.person("officer.orkhon"), **more)


@pytest.mark.parametrize(
    ("channel", "waits"), [("phone", True), ("visit", True), ("letter", False)]
)
def test_spoken_words_wait_for_their_confirmation(channel, waits):
    case = factories.case(channel=Channel(channel), actor=desk.person("operator"))

    assert OralRecord.objects.filter(case=case, by="").exists() is waits


def test_the_citizen_confirms_on_the_page_of_the_case(client, follow):
    case = spoken()
    address = follow(case)
    before = desk.html(client.get(address))
    client.post(f"{address}confirmation/")
    after = desk.html(client.get(address))

    assert "Not yet confirmed" in before
    assert "Not yet confirmed" not in after
    assert "You confirmed that we wrote your words down rightly" in after
    record = OralRecord.objects.get()
    assert (record.by, record.heard_by) == (ConfirmedBy.LINK, None)


@pytest.mark.parametrize("by", ["spoken", "paper"])
def test_an_officer_keeps_how_it_was_confirmed_and_who_heard_it(by):
    case = spoken()
    browser = desk.desk("officer.orkhon")
    assert "not yet confirmed" in desk.html(browser.get(f"/en/desk/{case.number}/"))

    browser.post(f"/desk/{case.number}/confirmation/", {"by": by, "is_signed_by_another": "on"})

    record = OralRecord.objects.get()
    assert (record.by, record.heard_by) == (by, desk.person("officer.orkhon"))
    assert record.is_signed_by_another is (by == "paper")
    assert Entry.objects.filter(action="feedback.record_confirmed", facts__by=by).exists()
    assert "not yet confirmed" not in desk.html(browser.get(f"/en/desk/{case.number}/"))


def test_the_first_confirmation_stays():
    case = spoken()
    oral.confirm(case, by=ConfirmedBy.SPOKEN, actor=desk.person("officer.orkhon"))
    oral.confirm(case, by=ConfirmedBy.LINK, actor=None)

    assert OralRecord.objects.get().by == ConfirmedBy.SPOKEN
    assert case.events.filter(kind="confirmed").count() == 1


def test_what_came_in_writing_is_not_confirmed():
    with pytest.raises(NotFound):
        oral.confirm(factories.case(), by=ConfirmedBy.LINK, actor=None)


def test_nothing_is_heard_by_nobody():
    spoken()
    with pytest.raises(IntegrityError), transaction.atomic():
        OralRecord.objects.update(by="spoken", at="2026-01-01T00:00Z")


def test_a_choice_nobody_made_comes_back_with_its_sentence():
    case = spoken()
    refused = desk.desk("officer.orkhon").post(f"/en/desk/{case.number}/confirmation/", {})

    assert refused.status_code == 422
    assert "Choose one." in desk.html(refused)


def test_the_page_to_sign_carries_the_words_and_leaves_room_for_another_hand():
    case = spoken()
    paper = desk.html(desk.desk("officer.orkhon").get(f"/en/desk/{case.number}/record/"))

    assert case.text in paper
    assert "let another sign" in paper


def test_an_answer_to_spoken_words_may_be_told_aloud_once():
    case, _answer = stories.answered(spoken())
    browser = desk.desk("officer.orkhon")
    assert "I told the answer aloud" in desk.html(browser.get(f"/en/desk/{case.number}/"))

    for _press in range(2):
        browser.post(f"/desk/{case.number}/telling/", {"by": "phone", "to": "family"})

    told = OralAnswer.objects.get()
    assert (told.by, told.to, told.told_by) == (
        ToldBy.PHONE, ToldTo.FAMILY, desk.person("officer.orkhon"),
    )  # fmt: skip
    page = desk.html(browser.get(f"/en/desk/{case.number}/"))
    assert "The answer was told by phone: somebody of their family" in page
    assert "I told the answer aloud" not in page


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.WEB])
def test_nothing_is_told_before_the_answer_nor_to_who_wrote(channel):
    case = desk.orkhon(channel=channel)
    if channel == Channel.WEB:
        case, _answer = stories.answered(case)
    with pytest.raises(RuleBroken):
        oral.tell_answer(
            case, by=ToldBy.PHONE, to=ToldTo.SENDER, actor=desk.person("officer.orkhon")
        )
