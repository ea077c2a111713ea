"""Publishing an answer: proposal, personal data, four eyes, consent, and taking down."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from kholboo.accounts.roles import Role
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.models import Entry
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.feedback.models import CaseEvent, Contact, PublishedAnswer
from kholboo.feedback.publication import PublicationState
from kholboo.feedback.queries.published import published_answer, search_answers, similar_answers
from kholboo.feedback.rules import EventKind
from kholboo.feedback.services import published
from kholboo.feedback.tests import factories, publishing, stories
from kholboo.feedback.tests.publishing import head_of, out, proposed
from kholboo.feedback.tests.race import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def fresh(row):
    return PublishedAnswer.objects.get(pk=row.pk)


def test_personal_data_is_taken_out_by_default_and_left_in_where_ticked():
    row = proposed(
        question="Болдын жин буруу, 99112233 руу залгаарай.",
        answer="Д.Ганбат шалгасан. Утас 70112233.",
        kept_in_answer=frozenset({1}),
    )

    assert row.question == "[…] жин буруу, […] руу залгаарай."
    assert row.answer == "[…] шалгасан. Утас 70112233."
    entry = Entry.objects.get(action="feedback.answer_proposed")
    assert (entry.facts["taken_out"], entry.facts["kept"]) == (3, 1)


def test_a_second_person_publishes_with_consent():
    row = proposed()
    published.give_consent(row.case)

    published.publish_answer(row, actor=head_of(row.case))

    assert published_answer(row.pk).question == publishing.QUESTION
    assert fresh(row).state == PublicationState.PUBLISHED
    told = CaseEvent.objects.filter(case=row.case, kind=EventKind.PUBLISHED).get()
    assert told.is_public
    assert told.facts == {"is_out": True}


def test_who_proposed_cannot_publish_and_neither_can_the_table():
    row = proposed()
    published.give_consent(row.case)

    with pytest.raises(RuleBroken, match="second person"):
        published.publish_answer(row, actor=row.proposed_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedAnswer.objects.filter(pk=row.pk).update(
            published_by=row.proposed_by,
            published_at=row.proposed_at,
            consent=published.give_consent(row.case),
        )
    with pytest.raises(NotFound):
        published_answer(row.pk)


def test_without_consent_nothing_of_the_case_is_published():
    row = proposed()

    with pytest.raises(RuleBroken):
        published.publish_answer(row, actor=head_of(row.case))
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedAnswer.objects.filter(pk=row.pk).update(
            published_by=head_of(row.case), published_at=row.proposed_at
        )
    assert fresh(row).state == PublicationState.PROPOSED


def test_taking_the_consent_back_takes_the_answer_down_at_once():
    row = out()
    case = row.case

    published.withdraw_consent(case)

    with pytest.raises(NotFound):
        published_answer(row.pk)
    assert search_answers("жин", service=None, number=1).rows == []
    assert similar_answers(publishing.QUESTION) == []
    assert fresh(row).ended_by is None
    published.give_consent(case)
    with pytest.raises(NotFound):
        published_answer(row.pk)


def test_consent_given_twice_or_taken_back_twice_is_one_line_each():
    case, _answer = stories.answered()

    for _press in range(2):
        published.give_consent(case)
    for _press in range(2):
        published.withdraw_consent(case)

    lines = CaseEvent.objects.filter(case=case, kind=EventKind.CONSENT)
    assert [line.facts["is_given"] for line in lines.order_by("pk")] == [True, False]


def test_a_proposal_that_waits_comes_down_with_the_consent_too():
    row = proposed()
    published.give_consent(row.case)

    published.withdraw_consent(row.case)

    assert fresh(row).state == PublicationState.WITHDRAWN
    assert not CaseEvent.objects.filter(kind=EventKind.PUBLISHED).exists()


def test_general_words_need_no_consent_and_the_citizen_is_not_told():
    row = out(is_general=True)

    assert published_answer(row.pk).is_general
    assert fresh(row).consent is None
    assert not CaseEvent.objects.get(kind=EventKind.PUBLISHED).is_public


@pytest.mark.parametrize(
    "more",
    [
        {"question": "Болдын жин яагаад буруу вэ?"},
        {"answer": "Утас 99112233"},
        {"question": "Захын жин 5 килограмм мах дээр 400 грамм дутуу гэж үү?"},
        {"answer": "УБ90010112 дугаартай иргэнд хариулав."},
    ],
)
def test_general_words_with_a_trace_of_the_person_are_refused(more):
    with pytest.raises(RuleBroken) as refusal:
        proposed(is_general=True, **more)

    assert refusal.value.field in more


def test_the_consent_of_one_does_not_stop_general_words():
    row = out(is_general=True)
    published.give_consent(row.case)

    published.withdraw_consent(row.case)

    assert published_answer(row.pk)


def test_an_answer_is_proposed_once_at_a_time():
    row = proposed()
    with pytest.raises(RuleBroken):
        proposed(case=row.case)

    published.return_answer(row, reason="Ойлгомжгүй", actor=head_of(row.case))

    assert proposed(case=row.case).state == PublicationState.PROPOSED


def test_a_case_without_an_answer_has_nothing_to_publish():
    case = factories.case()

    with pytest.raises(RuleBroken):
        published.propose_answer(
            case, publishing.proposal(), actor=staff_user(Role.OFFICER, case.office)
        )
    with pytest.raises(RuleBroken):
        published.give_consent(case)


def test_without_the_senders_name_at_hand_nothing_is_proposed():
    case, _answer = stories.answered()
    Contact.objects.filter(case=case).update(wrapped_key=b"")

    with pytest.raises(RuleBroken):
        proposed(case=stories.fresh(case))


def test_a_head_takes_it_down_with_a_reason():
    row = out()
    head = head_of(row.case)

    with pytest.raises(RuleBroken):
        published.take_down(row, reason=" ", actor=head)
    published.take_down(row, reason="Хуучирсан", actor=head)

    with pytest.raises(NotFound):
        published_answer(row.pk)
    assert fresh(row).ended_by == head
    with pytest.raises(RuleBroken):
        published.take_down(row, reason="Дахин", actor=head)


def test_opinions_are_counted_without_anybody():
    row = out()

    published.count_opinion(row, has_helped=True)
    published.count_opinion(row, has_helped=False)
    published.count_opinion(row, has_helped=True)

    assert (fresh(row).helped, fresh(row).did_not_help) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_publishing_and_taking_back_at_once_leaves_nothing_public():
    row = proposed()
    published.give_consent(row.case)
    head = head_of(row.case)

    def publish():
        try:
            published.publish_answer(row, actor=head)
        except RuleBroken:
            return False
        return True

    together(publish, lambda: published.withdraw_consent(row.case))

    assert fresh(row).state == PublicationState.WITHDRAWN
