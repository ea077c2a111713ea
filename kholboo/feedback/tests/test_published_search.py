"""Finding published answers: by bent and mistyped words, quickly, and like a story."""

import time
from datetime import timedelta

import pytest
from django.db import connection

from kholboo.agency.queries import service_by_code
from kholboo.core import clock
from kholboo.core.language import stems
from kholboo.feedback.models import PublishedAnswer
from kholboo.feedback.queries import published
from kholboo.feedback.tests import publishing, stories
from kholboo.feedback.tests.publishing import head_of, out

pytestmark = pytest.mark.django_db
FUEL = "Шатахуун түгээх станцын хэмжүүрийг хэн шалгадаг вэ?"


def found(words, service=None, number=1):
    page = published.search_answers(words, service=service, number=number)
    return [row.pk for row in page.rows]


@pytest.mark.parametrize(
    "words", ["жин", "жингийн", "захаас жин", "zah jin", "баталгаажуулах", "ЖИНГ"]
)
def test_bent_and_latin_words_find(words):
    row = out()

    assert found(words) == [row.pk]


def test_all_words_first_and_any_word_where_none_has_all():
    scale, fuel = out(), out(question=FUEL, answer="Хэмжил зүйн байцаагч.")

    assert found("шатахуун станц") == [fuel.pk]
    assert set(found("шатахуун жин")) == {scale.pk, fuel.pk}
    assert found("нисэх онгоц") == []
    assert found("!!!") == []
    assert found("") == [fuel.pk, scale.pk]


def test_a_service_narrows():
    service = service_by_code("verification")
    row = out(service=service)
    out(question=FUEL)

    assert found("", service=service) == [row.pk]
    assert found("жин", service=service_by_code("assay")) == []


def test_answers_like_a_story_share_two_words_with_it():
    scale, fuel = out(), out(question=FUEL, answer="Хэмжил зүйн байцаагч.")

    like = published.similar_answers("Нарантуул захын жин худлаа хэмжээд байна, хэн шалгах вэ")

    assert like[0] == scale
    assert published.similar_answers("Надад гэрчилгээ хэрэгтэй байна, хаана очих вэ") == []
    assert published.similar_answers("") == []
    assert fuel in published.similar_answers("шатахуун станц")


def test_the_same_service_comes_first_among_alike():
    service = service_by_code("verification")
    out(question="Захын жин хэн шалгадаг вэ?", answer="Алба.")
    row = out(question="Захын жин хэн шалгадаг вэ?", answer="Тасаг.", service=service)
    out(question="Захын жин хэн шалгадаг вэ?", answer="Хэлтэс.")

    assert published.similar_answers("захын жин", service)[0] == row


@pytest.fixture
def ten_thousand():
    """Published answers in quantity: a word in all, one in half, one in a few."""
    case, _answer = stories.answered()
    head, officer = head_of(case), stories.officer(case)
    now = clock.now()
    consent = published.consent_of(case)
    assert consent is None
    rows = []
    for number in range(10_000):
        question = f"Асуулт жин {'зах' if number % 2 else 'дэлгүүр'} дугаар у{number % 997}х"
        rows.append(
            PublishedAnswer(
                case=case,
                question=question,
                answer=publishing.ANSWER,
                is_general=True,
                proposed_at=now,
                proposed_by=officer,
                published_at=now - timedelta(minutes=number),
                published_by=head,
                search_text=" ".join(stems(f"{question} {publishing.ANSWER}")),
            )
        )
    with connection.cursor() as cursor:
        # One case cannot have ten thousand answers; the search does not know cases.
        cursor.execute("DROP INDEX published_one_of_a_case")
        PublishedAnswer.objects.bulk_create(rows, batch_size=2000)
        cursor.execute("ANALYZE feedback_publishedanswer")


def seconds_of(ask):
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def test_search_and_likeness_are_quick_and_by_index_at_ten_thousand(ten_thousand):
    rare = published.published_answers().filter(search=published._query(["у996х"], ""))
    assert "published_search" in rare.explain()
    assert (
        "published_newest"
        in published.published_answers().order_by("-published_at", "-pk")[:20].explain()
    )
    story = "Асуулт жин зах дугаар баталгаажуулна тэмдгийг хажуугаас харна у17х " * 3
    waits = []
    for ask in (
        lambda: published.search_answers("у17х", service=None, number=1),
        lambda: published.search_answers("жин", service=None, number=1),
        lambda: published.search_answers("жин онгоц", service=None, number=1),
        lambda: published.similar_answers(story),
        lambda: published.similar_answers("асуулт жин дугаар"),
    ):
        ask()
        waits.append(seconds_of(ask))

    assert max(waits) < 0.25, waits
