"""Answering: what an answer must have, that it is copied whole, and that only one is given."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.accounts.roles import Role
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.models import Entry
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Answer, Case, CaseEvent, ClockInterval
from kholboo.feedback.rules import CaseStatus, EventKind, Outcome
from kholboo.feedback.services import cases, citizen
from kholboo.feedback.services.answers import answer_case
from kholboo.feedback.services.timeline import first_broken
from kholboo.feedback.tests import factories, race, stories


@pytest.mark.django_db
def test_an_answer_is_kept_word_for_word_with_who_gave_it():
    case, answer = stories.answered()

    assert answer.text == stories.DECISION.text
    assert answer.author_name == "Д.Болд"
    assert case.unit.name_mn in answer.author_post
    assert "ариуцсан мэргэжилтэн" in answer.author_post
    assert (case.status, case.outcome) == (CaseStatus.ANSWERED, Outcome.PARTLY)
    assert case.answered_at == answer.at
    assert not answer.was_late


@pytest.mark.django_db
def test_an_answer_stops_the_clock_and_is_audited_and_told():
    case, answer = stories.answered()

    assert not ClockInterval.objects.filter(case=case, ended_at__isnull=True).exists()
    assert Entry.objects.get(action="feedback.case_answered").actor == answer.author
    event = CaseEvent.objects.get(case=case, kind=EventKind.ANSWERED)
    assert event.facts == {"outcome": "partly", "round": 1}
    assert ProcrastinateJob.objects.filter(
        task_name="feedback.tell", args={"event_id": event.pk}
    ).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "  "}, "text"),
        ({"ground": " "}, "ground"),
        ({"remedy": ""}, "remedy"),
        ({"outcome": Outcome.REFUSED, "ground": ""}, "ground"),
        ({"outcome": Outcome.WITHDRAWN}, "outcome"),
        ({"outcome": Outcome.FORWARDED}, "outcome"),
    ],
)
def test_what_is_missing_in_an_answer_is_named(change, field):
    case, actor = stories.taken()

    with pytest.raises(RuleBroken) as refused:
        answer_case(case, replace(stories.DECISION, **change), round=1, actor=actor)

    assert refused.value.field == field
    assert stories.fresh(case).status == CaseStatus.IN_WORK
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_a_granted_case_needs_no_ground():
    _case, answer = stories.answered(
        decision=replace(stories.DECISION, outcome=Outcome.GRANTED, ground="")
    )

    assert answer.ground == ""


@pytest.mark.django_db
def test_the_database_itself_refuses_a_refusal_without_ground():
    _case, answer = stories.answered()
    other = factories.case()

    with pytest.raises(IntegrityError, match="answer_refusal_has_ground"), transaction.atomic():
        Answer.objects.create(
            case=other,
            round=1,
            outcome=Outcome.REFUSED,
            text="Үгүй",
            remedy="Шүүх",
            author=answer.author,
            author_name="х",
            author_post="х",
            at=timezone.now(),
            was_late=False,
        )


@pytest.mark.django_db
def test_an_answer_after_the_due_moment_is_late():
    case, actor = stories.taken()
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(
        clock_started_at=now - timedelta(days=40), due_at=now - timedelta(seconds=1)
    )

    _case, answer = stories.answered(case, actor=actor)

    assert answer.was_late


@pytest.mark.django_db
def test_a_second_answer_is_told_who_answered_first_and_when():
    case, answer = stories.answered()
    other = staff_user(Role.OFFICE_HEAD, case.office)

    with pytest.raises(RuleBroken, match=r"Д\.Болд") as refused:
        answer_case(case, stories.DECISION, round=1, actor=other)

    local = answer.at.astimezone(case.office.zone)
    assert f"{local:%Y.%m.%d}" in refused.value.message
    assert f"{local:%H:%M}" in refused.value.message
    assert refused.value.facts["by"] == answer.author_name


@pytest.mark.django_db
def test_an_answer_written_for_the_round_before_is_not_sent():
    case, actor = stories.taken()
    stories.answered(case, actor=actor)
    citizen.reopen_case(case, reason="Хэвээрээ")
    case = stories.fresh(case)

    with pytest.raises(RuleBroken, match="хариу өгсөн"):
        answer_case(case, stories.DECISION, round=1, actor=actor)
    second = answer_case(case, stories.DECISION, round=2, actor=actor)

    assert second.round == 2
    assert Answer.objects.filter(case=case).count() == 2


@pytest.mark.django_db
def test_a_withdrawn_case_is_not_answered():
    case, actor = stories.taken()
    citizen.withdraw_case(case, reason="")

    with pytest.raises(RuleBroken, match="буцаан татсан"):
        answer_case(case, stories.DECISION, round=1, actor=actor)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_answer_at_once_one_wins_and_the_other_is_told():
    case, first = stories.taken()
    second = stories.officer(case, given_name="Сүрэн")

    results = race.together(
        lambda: answer_case(case, stories.DECISION, round=1, actor=first),
        lambda: answer_case(case, stories.DECISION, round=1, actor=second),
    )

    lost = race.refusals(results)
    answer = Answer.objects.get(case=case)
    assert len(lost) == 1
    assert answer.author_name in lost[0].message
    assert CaseEvent.objects.filter(case=case, kind=EventKind.ANSWERED).count() == 1
    assert first_broken(case) is None


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_constraint_still_lets_one_answer_through():
    """The control: two rows of one round, written past the service, cannot both stand."""
    _case, answer = stories.answered()

    with pytest.raises(IntegrityError, match="answer_one_a_round"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO feedback_answer (case_id, round, outcome, text, ground, remedy, author_id,"
            " author_name, author_post, at, was_late, is_erased) SELECT case_id, round, outcome,"
            " text, ground, remedy, author_id, author_name, author_post, at, was_late, is_erased"
            " FROM feedback_answer"
        )

    assert Answer.objects.get() == answer


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_withdrawal_at_once_leave_one_truth():
    case, actor = stories.taken()

    results = race.together(
        lambda: answer_case(case, stories.DECISION, round=1, actor=actor),
        lambda: citizen.withdraw_case(case, reason=""),
    )

    case = stories.fresh(case)
    assert len(race.refusals(results)) == 1
    assert Answer.objects.filter(case=case).exists() == (case.status == CaseStatus.ANSWERED)


@pytest.mark.django_db
def test_a_head_answers_for_an_officer_and_the_officer_keeps_the_case():
    case, actor = stories.taken()
    head = staff_user(Role.OFFICE_HEAD, case.office)

    case, answer = stories.answered(case, actor=head)

    assert answer.author == head
    assert case.handler == actor


@pytest.mark.django_db
def test_a_closed_case_stays_closed_for_officers():
    case, _answer = stories.answered()
    case = cases.close_case(case, actor=case.handler)

    with pytest.raises(RuleBroken):
        cases.close_case(case, actor=case.handler)
