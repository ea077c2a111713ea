"""The management review: figures of the cases received in a period, for whom they concern."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kholboo.core import clock
from kholboo.feedback.models import Case
from kholboo.feedback.queries.review import review_of
from kholboo.feedback.rules import Cause, Complexity, Impact, MeasureKind, Outcome, Severity, Solved
from kholboo.feedback.services.answers import answer_case
from kholboo.feedback.services.appeals import appeal_case
from kholboo.feedback.services.cases import take_case
from kholboo.feedback.services.citizen import WayScores, rate_case, reopen_case
from kholboo.feedback.services.inquiry import (
    Judgement,
    assess_case,
    finish_measure,
    investigate_case,
    order_measure,
)
from kholboo.feedback.tests import desk, stories

pytestmark = pytest.mark.django_db
GRANTED = stories.DECISION.__class__(Outcome.GRANTED, "Зассан", "", "Дээд шат")


@pytest.fixture
def officer():
    return desk.person("officer.orkhon")


def figures(name="agency.head", *, days=1):
    now = clock.now()
    return review_of(
        desk.person(name),
        since=now - timedelta(days=days),
        until=now + timedelta(minutes=1),
        now=now + timedelta(minutes=1),
    )


def late(case, *, days=2):
    """Due before now, as if it had come long ago."""
    moment = clock.now() - timedelta(days=days)
    Case.objects.filter(pk=case.pk).update(
        due_at=moment, due_on=clock.local_date(moment), clock_started_at=moment - timedelta(days=30)
    )
    return stories.fresh(case)


def answered(officer, **more):
    case, _answer = stories.answered(take_case(desk.orkhon(**more), actor=officer), actor=officer)
    return case


def test_the_figures_are_those_of_the_stories(officer):
    clerk = desk.person("officer.administration")
    judged = Judgement(Severity.MINOR, False, Complexity.SIMPLE, Impact.ONE, needs_action=False)
    good, reopened, appealed, _plain = (answered(officer) for _case in range(4))
    for _mark in range(3):
        rate_case(
            answered(officer), solved=Solved.YES, score=4, words="", way=WayScores(5, None, 3)
        )
    reopen_case(reopened, reason="Хэвээрээ")
    appeal = take_case(appeal_case(appealed, text="Буруу").case, actor=clerk)
    answer_case(appeal, GRANTED, round=1, actor=clerk)
    late(desk.orkhon())
    slow = take_case(late(desk.orkhon()), actor=officer)
    answer_case(slow, GRANTED, round=1, actor=officer)
    assess_case(good, judged, actor=officer)
    assess_case(
        good, Judgement(Severity.GRAVE, True, Complexity.USUAL, Impact.MANY, False), actor=officer
    )
    investigate_case(good, findings="а", sources="б", cause=Cause.DELAY, actor=officer)
    investigate_case(good, findings="а", sources="б", cause=Cause.TRADER, actor=officer)
    for done in (True, False):
        row = order_measure(
            good, kind=MeasureKind.CORRECTION, what="в", responsible=officer,
            due_on=clock.local_date(clock.now()), actor=officer,
        )  # fmt: skip
        if done:
            finish_measure(good, row.pk, proof="г", actor=officer)

    review = figures()
    whole, [orkhon] = (
        review.whole,
        [row for office, row in review.offices if office.slug == "orkhon"],
    )

    assert (whole.received, orkhon.received) == (10, 9)
    assert (whole.answered, whole.in_time, whole.late) == (9, 8, 2)
    assert (whole.acknowledged, whole.reopened) == (9, 1)
    assert (orkhon.appeals, orkhon.upheld, whole.appeals) == (1, 1, 1)
    assert (whole.score, whole.way) == (4.0, 4.0)
    assert (whole.minor, whole.grave, whole.safety) == (0, 1, 1)
    assert (whole.measures_done, whole.measures_open, whole.measures_late) == (1, 1, 0)
    assert review.causes == [(Cause.TRADER, 1)]


def test_two_ratings_make_no_mark(officer):
    rate_case(answered(officer), solved=Solved.NO, score=1, words="")

    assert figures().whole.score is None


def test_only_what_was_received_in_the_period_counts():
    case = desk.orkhon()
    Case.objects.filter(pk=case.pk).update(received_at=clock.now() - timedelta(days=9))

    assert figures(days=8).whole.received == 0
    assert figures(days=10).whole.received == 1


@pytest.mark.parametrize(
    ("name", "seen"), [("agency.head", 2), ("auditor", 2), ("head.orkhon", 1), ("head.uvs", 0)]
)
def test_heads_count_what_they_answer_for(name, seen):
    desk.orkhon()
    desk.verification()

    assert figures(name).whole.received == seen


@pytest.mark.parametrize("name", ["officer.orkhon", "operator", "administrator"])
def test_others_have_no_review(name):
    assert desk.desk(name).get("/desk/review/").status_code == 403


def test_the_page_shows_both_tables_and_says_what_a_wrong_day_is(officer):
    answered(officer)
    browser = desk.desk("auditor")

    page = desk.html(browser.get("/en/desk/review/"))
    wrong = browser.get("/en/desk/review/?from=yesterday&until=2026-01-01")
    turned = browser.get("/en/desk/review/?from=2026-02-01&until=2026-01-01")
    long = browser.get("/en/desk/review/?from=2020-01-01&until=2026-01-01")

    assert all(words in page for words in ("By office", "By service", "Orkhon"))
    assert "no service named" in page
    assert "fewer than 3 people rated" in page
    ends = browser.get("/en/desk/review/?from=9999-12-01&until=9999-12-31")
    assert {answer.status_code for answer in (wrong, turned, long, ends)} == {422}
    assert "Write a real date" in desk.html(wrong)
    assert "At most one year at a time." in desk.html(long)
    typed = {
        f"{end}_{part}": value
        for end in ("since", "until")
        for part, value in (("year", "2020"), ("month", "1"), ("day", "9"))
    }
    assert "9 January 2020 – 9 January 2020" in desk.html(browser.get("/en/desk/review/", typed))
    assert browser.get("/en/desk/review/?from=2020-01-01&until=2020-02-01").status_code == 200


def test_the_number_of_queries_is_the_same_for_one_and_for_many(officer):
    browser = desk.desk("agency.head")
    browser.get("/desk/review/")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/desk/review/").status_code == 200
        return len(queries)

    answered(officer)
    desk.verification()
    one = cost()
    for _case in range(5):
        answered(officer)
        desk.verification()

    assert cost() == one <= 16
