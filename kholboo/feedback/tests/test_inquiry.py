"""ISO 10002 in a case: assessment, investigation, measures, closing, and the way rated."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Assessment, Closing, Investigation, Measure
from kholboo.feedback.rules import (
    Acceptance,
    CaseStatus,
    Cause,
    Complexity,
    EventKind,
    Impact,
    MeasureKind,
    Severity,
)
from kholboo.feedback.services.cases import close_case
from kholboo.feedback.services.citizen import WayScores, rate_case
from kholboo.feedback.services.inquiry import (
    Judgement,
    assess_case,
    finish_measure,
    investigate_case,
    order_measure,
)
from kholboo.feedback.services.subjects import name_subjects
from kholboo.feedback.tests import desk, stories

pytestmark = pytest.mark.django_db
GRAVE = {
    "severity": "grave", "is_safety": "on", "complexity": "usual", "impact": "many",
    "needs_action": "on", "action": "Жинг битүүмжиллээ.",
}  # fmt: skip
FOUND = {"findings": "Жин 0,4 кг дутуу.", "sources": "Хэмжилт, 3 удаа", "cause": "trader"}


@pytest.fixture
def officer():
    return desk.person("officer.orkhon")


def day(days):
    return clock.local_date(clock.now()) + timedelta(days=days)


def measure(case, officer, **more):
    usual = {
        "kind": MeasureKind.PREVENTION, "what": "Захын бүх жинг шалгах",
        "responsible": officer, "due_on": day(10), "actor": officer,
    }  # fmt: skip
    return order_measure(case, **{**usual, **more})


def boxes(name, value):
    return {f"{name}_{part}": getattr(value, part) for part in ("year", "month", "day")}


def test_the_whole_way_on_the_page(officer):
    case, _officer = stories.taken(desk.orkhon())
    browser = desk.desk_of(officer)
    address = f"/en/desk/{case.number}/"
    ordered = {
        "kind": "correction", "what": "Жинг тохируулах", "responsible": officer.pk,
        **boxes("due_on", day(5)),
    }  # fmt: skip

    answers = [
        browser.post(f"{address}assess/", GRAVE),
        browser.post(f"{address}investigate/", FOUND),
        browser.post(f"{address}measures/", ordered),
    ]
    row = Measure.objects.get()
    empty = browser.post(f"{address}measures/{row.pk}/", {"proof": " "})
    open_page = desk.html(browser.get(address))
    done = browser.post(f"{address}measures/{row.pk}/", {"proof": "Дахин хэмжихэд зөв."})
    page = desk.html(browser.get(address))

    assert [answer.status_code for answer in (*answers, empty, done)] == [302] * 5
    assert "What shows that it helped?" in open_page
    for words in ("Жинг битүүмжиллээ.", "Жин 0,4 кг дутуу.", "Жинг тохируулах", "Дахин хэмжихэд"):
        assert words in page
    assert Measure.objects.get().proof == "Дахин хэмжихэд зөв."
    kinds = case.events.order_by("pk").values_list("kind", "is_public")
    assert list(kinds)[-4:] == [
        (EventKind.ASSESSED, False),
        (EventKind.INVESTIGATED, False),
        (EventKind.MEASURE, False),
        (EventKind.MEASURE, False),
    ]


def test_a_newer_assessment_counts_and_the_older_stays(officer):
    case = desk.orkhon()
    usual = Judgement(Severity.MINOR, False, Complexity.SIMPLE, Impact.ONE, needs_action=False)

    assess_case(case, usual, actor=officer)
    assess_case(
        case, Judgement(Severity.GRAVE, True, Complexity.SIMPLE, Impact.ONE, False), actor=officer
    )

    assert list(Assessment.objects.values_list("severity", flat=True)) == ["minor", "grave"]
    assert case.assessments.last().severity == Severity.GRAVE


def test_what_must_be_done_at_once_is_said(officer):
    case = desk.orkhon()

    answer = desk.desk_of(officer).post(f"/en/desk/{case.number}/assess/", {**GRAVE, "action": ""})

    assert answer.status_code == 422
    assert "Say what was done at once" in desk.html(answer)
    assert not Assessment.objects.exists()


def test_whom_the_case_is_about_neither_investigates_nor_gets_a_measure(officer):
    case = desk.orkhon()
    other = desk.person("officer2.orkhon")
    name_subjects(case, people=[officer], actor=desk.person("head.orkhon"))

    with pytest.raises(RuleBroken):
        investigate_case(case, findings="а", sources="б", cause=Cause.OTHER, actor=officer)
    with pytest.raises(RuleBroken):
        measure(case, officer, actor=other)
    offered = desk.desk_of(other).get(f"/desk/{case.number}/measures/").context["form"].people

    assert not Investigation.objects.exists()
    assert officer.pk not in offered


def test_a_measure_has_a_day_to_come_and_is_done_once(officer):
    case = desk.orkhon()
    row = measure(case, officer)

    with pytest.raises(RuleBroken):
        measure(case, officer, due_on=day(-1))
    finish_measure(case, row.pk, proof="Шалгасан", actor=officer)
    finish_measure(case, row.pk, proof="Өөр", actor=officer)

    assert Measure.objects.get().proof == "Шалгасан"


def test_a_measure_of_another_case_is_not_found(officer):
    case, other = desk.orkhon(), desk.orkhon()
    row = measure(other, officer)

    answer = desk.desk_of(officer).post(
        f"/desk/{case.number}/measures/{row.pk}/", {"proof": "Шалгасан"}
    )

    assert answer.status_code == 404
    assert Measure.objects.get().done_at is None


def test_the_database_wants_a_proof(officer):
    row = measure(desk.orkhon(), officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Measure.objects.filter(pk=row.pk).update(done_at=clock.now(), done_by=officer)


def test_who_did_not_accept_is_offered_something_else(officer, client, follow):
    case, _answer = stories.answered(desk.orkhon())
    browser = desk.desk_of(officer)
    address = f"/en/desk/{case.number}/close/"
    offer = "Хэрэглэгчийн эрхийг хамгаалах байгууллагад хандаж болно."

    without = browser.post(address, {"acceptance": "refused", "alternatives": ""})
    closed = browser.post(address, {"acceptance": "refused", "alternatives": offer})

    assert (without.status_code, closed.status_code) == (422, 302)
    assert "say what else was offered" in desk.html(without)
    assert Closing.objects.get().acceptance == Acceptance.REFUSED
    assert stories.fresh(case).status == CaseStatus.CLOSED
    assert offer in client.get(follow(case)).content.decode()


def test_a_case_that_closes_by_itself_says_nobody_spoke():
    case, _answer = stories.answered()

    close_case(case, actor=None)

    row = Closing.objects.get()
    assert (row.acceptance, row.by, row.round) == (Acceptance.SILENT, None, 1)


def test_the_way_is_rated_beside_the_answer_and_nobody_has_to(client, follow):
    case, _answer = stories.answered()
    address = follow(case)

    page = client.get(address).content.decode()
    answer = client.post(
        f"{address}rating/", {"solved": "yes", "score": "5", "ease": "4", "politeness": "5"}
    )

    rating = case.ratings.get()
    assert "How was the way to the answer?" in page
    assert answer.status_code == 302
    assert (rating.ease, rating.speed, rating.politeness) == (4, None, 5)


@pytest.mark.parametrize("mark", ["0", "6", "x"])
def test_a_mark_of_the_way_is_one_to_five(client, follow, mark):
    case, _answer = stories.answered()

    answer = client.post(f"{follow(case)}rating/", {"solved": "yes", "score": "5", "speed": mark})

    assert answer.status_code == 422
    assert not case.ratings.exists()


def test_the_service_refuses_marks_the_form_would():
    case, _answer = stories.answered()

    with pytest.raises(RuleBroken):
        rate_case(case, solved="yes", score=5, words="", way=WayScores(ease=9))
