"""Answering by post: who wrote on paper is told on paper, and somebody posts it."""

from datetime import timedelta

import pytest

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.feedback.contacts import person_of
from kholboo.feedback.models import Case, CaseEvent, JointPetition, Posting
from kholboo.feedback.petitions import JointBy
from kholboo.feedback.rules import Channel, EventKind, ReplyBy
from kholboo.feedback.secret import grouped, secret_of
from kholboo.feedback.services.cases import take_case
from kholboo.feedback.services.messages import tell
from kholboo.feedback.tests import desk, stories
from kholboo.feedback.tests.test_desk_new import told
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db
ADDRESS = "Орхон, Баян-Өндөр, 3-р баг"


def letter(**more):
    return told(
        channel=Channel.LETTER,
        phone="",
        address=ADDRESS,
        is_signed="on",
        reply_by=ReplyBy.POST,
        **more,
    )


@pytest.fixture
def officer():
    return desk.person("officer.orkhon")


@pytest.fixture
def case(officer):
    desk.desk_of(officer).post("/desk/new/", letter())
    return take_case(Case.objects.get(), actor=officer)


def carried(case, kind):
    tell(CaseEvent.objects.get(case=case, kind=kind).pk)
    return Posting.objects.get(case=case, event__kind=kind)


def day_of(day):
    return {"on_year": day.year, "on_month": day.month, "on_day": day.day}


def test_the_receipt_of_a_letter_is_a_letter_with_number_and_code(case, officer):
    waiting = carried(case, EventKind.RECEIVED)
    page = desk.html(desk.desk_of(officer).get(f"/desk/{case.number}/post/{waiting.pk}/"))

    assert person_of(case.contact).reply_by == ReplyBy.POST
    assert not Delivery.objects.filter(key__endswith=":citizen").exists()
    assert all(word in page for word in (ADDRESS, case.number, grouped(secret_of(case))))
    assert Entry.objects.filter(action="feedback.secret_shown").exists()


def test_an_answer_waits_to_be_posted_and_then_its_citizen_reads_when(case, officer):
    stories.answered(case, actor=officer)
    waiting = carried(case, EventKind.ANSWERED)
    browser = desk.desk_of(officer)
    here = f"/en/desk/{case.number}/post/{waiting.pk}/"
    assert f"/desk/{case.number}/letter/1.pdf" in desk.html(browser.get(here))
    assert case.number in desk.html(browser.get("/en/desk/?queue=post"))
    assert "A letter waits to be posted" in desk.html(browser.get(f"/en/desk/{case.number}/"))

    today = clock.local_date(clock.now(), case.office.zone)
    late = browser.post(here, day_of(today + timedelta(days=1)))
    assert late.status_code == 422
    for _press in range(2):
        assert browser.post(here, day_of(today)).status_code == 302

    assert CaseEvent.objects.filter(case=case, kind=EventKind.PAPER_SENT).count() == 1
    assert case.number not in desk.html(browser.get("/en/desk/?queue=post"))
    shown = desk.html(browser.get(f"/en/desk/{case.number}/"))
    assert "A letter waits to be posted" not in shown
    assert "The letter to the citizen left by post on" in shown


def test_telling_twice_promises_one_letter(case):
    carried(case, EventKind.RECEIVED)
    carried(case, EventKind.RECEIVED)

    assert Posting.objects.count() == 1


def test_a_letter_of_another_office_or_case_does_not_exist(case):
    waiting = carried(case, EventKind.RECEIVED)
    other = desk.orkhon()

    assert (
        desk.desk("officer.uvs").get(f"/desk/{case.number}/post/{waiting.pk}/").status_code == 404
    )
    mine = desk.desk("officer.orkhon")
    assert mine.get(f"/desk/{other.number}/post/{waiting.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"address": ""}, "Write the address the letters should go to."),
        ({"address": "", "reply_by": "none"}, "The law asks for the address on a letter."),
        ({"is_signed": ""}, "The law asks for a signature on a letter."),
        ({"signers": "0"}, "signers"),
    ],
)
def test_what_the_law_asks_of_a_letter_is_asked_beside_its_field(officer, more, sentence):
    answer = desk.desk_of(officer).post("/en/desk/new/", {**letter(), **more})

    assert answer.status_code == 422
    assert sentence in desk.html(answer)
    assert not Case.objects.exists()


def test_a_letter_without_signature_is_kept_all_the_same_and_its_case_says_so(officer):
    browser = desk.desk_of(officer)
    browser.post("/desk/new/", {**letter(), "is_signed": "", "despite_lack": "on"})

    shown = desk.html(browser.get(f"/en/desk/{Case.objects.get().number}/"))
    assert "Missing by law" in shown
    assert "signature." in shown


def test_of_who_cannot_be_reached_nobody_is_asked_to_ask(officer):
    browser = desk.desk_of(officer)
    browser.post(
        "/desk/new/",
        {**letter(), "address": "", "reply_by": "none", "despite_lack": "on"},
    )

    shown = desk.html(browser.get(f"/en/desk/{Case.objects.get().number}/"))
    assert "Nobody can be asked for it" in shown


def test_a_call_needs_neither_address_nor_signature(officer):
    browser = desk.desk_of(officer)
    answer = browser.post("/desk/new/", told(address="", is_signed=""))

    assert answer.status_code == 302
    assert "Missing by law" not in desk.html(browser.get(f"/en/desk/{Case.objects.get().number}/"))


def test_a_letter_many_signed_is_a_joint_petition(officer):
    browser = desk.desk_of(officer)
    browser.post("/desk/new/", {**letter(), "signers": "37"})

    joint = JointPetition.objects.get()
    assert (joint.by, joint.signed_on_paper) == (JointBy.PAPER, 37)
    assert "37 people signed the paper" in desk.html(browser.get(f"/en/desk/{joint.case.number}/"))
