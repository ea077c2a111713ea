"""What the citizen says is seen in the lists and on the case until somebody of ours acts."""

import re
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.core import clock
from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.rules import CaseStatus, EventKind, Solved
from kholboo.feedback.services import sweeping
from kholboo.feedback.services.appeals import appeal_case
from kholboo.feedback.services.cases import add_note, ask_citizen, close_case, take_case
from kholboo.feedback.services.citizen import rate_case, reopen_case, send_message
from kholboo.feedback.services.messages import tell
from kholboo.feedback.tests import desk, stories
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return desk.person("officer.orkhon")


@pytest.fixture
def case(officer):
    return take_case(desk.orkhon(), actor=officer)


def row(browser, number, queue="all"):
    page = desk.html(browser.get(f"/en/desk/?queue={queue}"))
    found = [part for part in page.split("<li class=") if number in part]
    return found[0] if found else ""


def main_button(browser, case):
    page = desk.html(browser.get(f"/en/desk/{case.number}/"))
    return re.search(rf'button-primary" href="/en/desk/{case.number}/(\w+)/"', page)[1]


def test_a_message_marks_the_row_and_the_case_until_its_officer_acts(case, officer):
    browser = desk.desk_of(officer)
    ask_citizen(case, text="Аль дэлгүүр вэ?", actor=officer)
    assert "the citizen wrote" not in row(browser, case.number)

    send_message(stories.fresh(case), text="«Мон март».", documents=[])
    assert "the citizen wrote" in row(browser, case.number)
    assert "the citizen wrote" in desk.html(browser.get(f"/en/desk/{case.number}/"))

    add_note(case, text="Уншлаа.", actor=desk.person("head.orkhon"))
    assert "the citizen wrote" in row(browser, case.number)
    add_note(case, text="Уншлаа.", actor=officer)
    assert "the citizen wrote" not in row(browser, case.number)


def test_an_answer_meets_what_was_written(case, officer):
    send_message(case, text="Нэмж хэлэхэд…", documents=[])
    stories.answered(case, actor=officer)

    assert stories.fresh(case).wrote_at is None


def test_an_appeal_is_known_in_the_list_and_in_the_title(case, officer):
    answered, _answer = stories.answered(case, actor=officer)
    appeal = appeal_case(answered, text="Санал нийлэхгүй байна.").case
    head = desk.desk("agency.head")

    assert Case.objects.get(pk=appeal.pk).is_appeal
    assert ">appeal<" in row(head, appeal.number)
    assert ">appeal<" not in row(head, case.number)
    page = desk.html(head.get(f"/en/desk/{appeal.number}/"))
    assert "appeal" in re.search(r"<title>(.*?)</title>", page, re.S)[1]


@pytest.mark.parametrize(
    ("solved", "score", "waits"),
    [
        (Solved.NO, 5, True),
        (Solved.PARTLY, 2, True),
        (Solved.PARTLY, 3, False),
        (Solved.YES, 5, False),
    ],
)
def test_a_low_rating_waits_in_a_queue_of_its_own(case, officer, solved, score, waits):
    answered, _answer = stories.answered(case, actor=officer)
    rate_case(answered, solved=solved, score=score, words="Асуудал хэвээр байна.")
    browser = desk.desk_of(officer)

    assert bool(row(browser, case.number, "unhappy")) is waits
    assert ("not satisfied" in row(browser, case.number)) is waits
    assert main_button(browser, case) == ("note" if waits else "close")
    page = desk.html(browser.get(f"/en/desk/{case.number}/"))
    assert ("The citizen is not satisfied" in page) is waits
    event = CaseEvent.objects.get(case=case, kind=EventKind.RATED)
    promised = ProcrastinateJob.objects.filter(task_name="feedback.tell", args__event_id=event.pk)
    assert promised.exists() is waits
    tell(event.pk)
    assert Delivery.objects.filter(key=f"feedback:{event.pk}:handler").exists()


def test_somebody_sees_to_it_and_then_the_case_can_be_closed(case, officer):
    answered, _answer = stories.answered(case, actor=officer)
    rate_case(answered, solved=Solved.NO, score=1, words="")
    head = desk.desk("head.orkhon")
    assert row(head, case.number, "unhappy")

    add_note(case, text="Утсаар ярьж, дахин шалгахаар тохирлоо.", actor=desk.person("head.orkhon"))

    assert not row(head, case.number, "unhappy")
    assert main_button(desk.desk_of(officer), case) == "close"


def test_what_puts_itself_away_is_seen_to_by_nobody(case, officer):
    answered, _answer = stories.answered(case, actor=officer)
    rate_case(answered, solved=Solved.NO, score=1, words="")
    Case.objects.filter(pk=case.pk).update(answered_at=clock.now() - timedelta(days=60))
    sweeping.close_answered_cases()

    assert stories.fresh(case).status == CaseStatus.CLOSED
    assert row(desk.desk_of(officer), case.number, "unhappy")


def test_reopening_or_closing_by_hand_ends_the_waiting(case, officer):
    for end in (
        lambda it: reopen_case(it, reason="Хэвээр."),
        lambda it: close_case(it, actor=officer),
    ):
        fresh = take_case(desk.orkhon(), actor=officer)
        answered, _answer = stories.answered(fresh, actor=officer)
        rate_case(answered, solved=Solved.NO, score=1, words="")
        end(stories.fresh(fresh))
        assert stories.fresh(fresh).unhappy_at is None


def test_the_queue_ends_where_the_persons_posts_end(case, officer):
    answered, _answer = stories.answered(case, actor=officer)
    rate_case(answered, solved=Solved.NO, score=1, words="")

    assert not row(desk.desk("officer.uvs"), case.number, "unhappy")
