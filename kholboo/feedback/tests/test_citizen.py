"""What the citizen does: writes, adds files, withdraws, rates once, reopens."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.documents.rules import MOST_FILES
from kholboo.documents.tests.factories import DocumentFactory
from kholboo.feedback.models import Case, CaseEvent, ClockInterval, Rating
from kholboo.feedback.queries.tracking import MAX_ROUNDS
from kholboo.feedback.rules import CaseStatus, EventKind, Outcome, Solved
from kholboo.feedback.services import citizen
from kholboo.feedback.services.timeline import first_broken
from kholboo.feedback.tests import factories, race, stories

pytestmark = pytest.mark.django_db


def events_of(case, kind):
    return CaseEvent.objects.filter(case=case, kind=kind)


def test_a_reply_to_a_question_puts_the_case_back_to_work():
    case, _actor = stories.asked()

    case = citizen.send_message(case, text=" Дугаар 2143 ", documents=[])

    assert case.status == CaseStatus.IN_WORK
    event = events_of(case, EventKind.MESSAGE).get()
    assert (event.text, event.by_citizen) == ("Дугаар 2143", True)
    stretches = [row.is_running for row in ClockInterval.objects.filter(case=case)]
    assert stretches == [True, False, True]


def test_a_message_without_words_may_carry_files_and_one_with_nothing_may_not():
    case = factories.case()
    document = DocumentFactory.create()

    citizen.send_message(case, text="", documents=[document])
    with pytest.raises(RuleBroken) as refused:
        citizen.send_message(case, text="  ", documents=[])

    assert refused.value.field == "text"
    assert case.files.get().document == document


def test_a_case_holds_ten_files_in_all():
    case = factories.case(documents=DocumentFactory.create_batch(MOST_FILES - 1))
    citizen.send_message(case, text="", documents=[DocumentFactory.create()])

    with pytest.raises(RuleBroken) as refused:
        citizen.send_message(case, text="", documents=[DocumentFactory.create()])

    assert refused.value.field == "files"


def test_the_same_message_twice_is_one_message_even_after_the_answer():
    case, actor = stories.taken()
    key = uuid4()
    citizen.send_message(case, text="Нэг", documents=[], key=key)
    stories.answered(case, actor=actor)

    citizen.send_message(case, text="Нэг", documents=[], key=key)

    assert events_of(case, EventKind.MESSAGE).count() == 1


def test_nothing_is_added_to_an_answered_case():
    case, _answer = stories.answered()

    with pytest.raises(RuleBroken, match="хариу өгсөн"):
        citizen.send_message(case, text="Нэмэлт", documents=[])


def test_withdrawing_is_final():
    case, _actor = stories.taken()

    case = citizen.withdraw_case(case, reason="Учир олдсон")

    assert (case.status, case.outcome) == (CaseStatus.WITHDRAWN, Outcome.WITHDRAWN)
    assert not ClockInterval.objects.filter(case=case, ended_at__isnull=True).exists()
    for act in (
        lambda: citizen.withdraw_case(case, reason=""),
        lambda: citizen.reopen_case(case, reason="Буцлаа"),
        lambda: citizen.send_message(case, text="Буцлаа", documents=[]),
        lambda: citizen.rate_case(case, solved=Solved.NO, score=1, words=""),
    ):
        with pytest.raises(RuleBroken):
            act()


def test_an_answer_is_rated_once_a_round():
    case, _answer = stories.answered()
    citizen.rate_case(case, solved=Solved.NO, score=2, words=" Тус болсонгүй ")

    with pytest.raises(RuleBroken, match="үнэлсэн"):
        citizen.rate_case(case, solved=Solved.YES, score=5, words="")

    rating = Rating.objects.get(case=case)
    assert (rating.score, rating.words) == (2, "Тус болсонгүй")


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_outside_one_to_five_is_refused(score):
    case, _answer = stories.answered()

    with pytest.raises(RuleBroken) as refused:
        citizen.rate_case(case, solved=Solved.YES, score=score, words="")

    assert refused.value.field == "score"


def test_there_is_nothing_to_rate_before_the_answer():
    with pytest.raises(RuleBroken):
        citizen.rate_case(factories.case(), solved=Solved.YES, score=5, words="")


def test_reopening_gives_a_new_round_with_a_term_of_its_own():
    case, _answer = stories.answered()
    long_ago = timezone.now() - timedelta(days=20)
    Case.objects.filter(pk=case.pk).update(
        answered_at=long_ago, clock_started_at=long_ago, due_at=long_ago + timedelta(days=10)
    )

    case = citizen.reopen_case(case, reason=" Жин хэвээрээ ")

    today = clock.local_date(clock.now(), case.office.zone)
    assert (case.round, case.status, case.outcome) == (2, CaseStatus.REOPENED, "")
    assert case.due_on == today + timedelta(days=30)
    assert case.answered_at is None
    assert ClockInterval.objects.get(case=case, ended_at__isnull=True).round == 2
    assert events_of(case, EventKind.REOPENED).get().text == "Жин хэвээрээ"


def test_each_round_is_rated_by_itself():
    case, actor = stories.taken()
    for round in (1, 2):
        case, _answer = stories.answered(case, actor=actor)
        citizen.rate_case(case, solved=Solved.NO, score=round, words="")
        if round == 1:
            case = citizen.reopen_case(case, reason="Хэвээрээ")

    assert list(Rating.objects.order_by("round").values_list("round", "score")) == [(1, 1), (2, 2)]


def test_reopening_ends_after_its_time_and_after_three_rounds():
    late, actor = stories.taken()
    stories.answered(late, actor=actor)
    Case.objects.filter(pk=late.pk).update(answered_at=timezone.now() - timedelta(days=31))
    often, actor = stories.taken()
    for _round in range(MAX_ROUNDS - 1):
        often, _answer = stories.answered(often, actor=actor)
        often = citizen.reopen_case(often, reason="Хэвээрээ")
    often, _answer = stories.answered(often, actor=actor)

    for case in (late, often):
        with pytest.raises(RuleBroken, match="Дахин нээлгэх боломжгүй"):
            citizen.reopen_case(case, reason="Хэвээрээ")


def test_a_case_without_a_name_can_be_reopened_too():
    case, _answer = stories.answered(person=factories.NOBODY)

    case = citizen.reopen_case(case, reason="Хэвээрээ")

    assert case.round == 2
    assert case.due_on is None


@pytest.mark.django_db(transaction=True)
def test_rating_twice_at_once_gives_one_rating():
    case, _answer = stories.answered()

    results = race.together(
        *[
            lambda score=score: citizen.rate_case(case, solved=Solved.YES, score=score, words="")
            for score in (1, 5)
        ]
    )

    assert len(race.refusals(results)) == 1
    assert Rating.objects.filter(case=case).count() == 1


@pytest.mark.django_db(transaction=True)
def test_reopening_twice_at_once_gives_one_round():
    case, _answer = stories.answered()

    results = race.together(*[lambda: citizen.reopen_case(case, reason="Хэвээрээ")] * 2)

    assert len(race.refusals(results)) == 1
    assert stories.fresh(case).round == 2
    assert first_broken(case) is None


@pytest.mark.django_db(transaction=True)
def test_one_message_sent_twice_at_once_is_one_message():
    case = factories.case()
    key = uuid4()

    race.together(*[lambda: citizen.send_message(case, text="Нэг", documents=[], key=key)] * 2)

    assert events_of(case, EventKind.MESSAGE).count() == 1
