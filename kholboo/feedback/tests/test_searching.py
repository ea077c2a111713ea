"""Searching by words: common, rare and erased ones."""

import pytest

from kholboo.core.language import search_key
from kholboo.feedback.models import Case, Word
from kholboo.feedback.services import vocabulary
from kholboo.feedback.tests import desk, factories
from kholboo.feedback.tests.test_desk_inbox import numbers_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("newest", [0, 1, 2, 5000], ids=lambda count: f"among {count}")
def test_words_are_found_newest_first_however_common(monkeypatch, newest):
    """With the newest few the index must answer; with more of them a walk does."""
    monkeypatch.setattr("kholboo.feedback.queries.searching.NEWEST", newest)
    monkeypatch.setattr("kholboo.feedback.queries.inbox.PAGE", 2)
    cases = [desk.orkhon() for _case in range(5)]
    browser = desk.desk("officer.orkhon")

    pages = [browser.get(f"/desk/?queue=open&q=килограмм&page={page}") for page in (1, 2, 3)]

    found = [numbers_in(page) for page in pages]
    newest_first = [case.number for case in reversed(cases)]
    assert found == [newest_first[:2], newest_first[2:4], newest_first[4:]]


def test_a_beginning_of_too_many_words_is_asked_as_a_beginning(monkeypatch):
    monkeypatch.setattr("kholboo.feedback.queries.searching.MOST_FORMS", 0)
    case = desk.orkhon()

    answer = desk.desk("officer.orkhon").get("/desk/", {"queue": "open", "q": "килограмм"})

    assert numbers_in(answer) == [case.number]


def test_the_known_words_are_those_of_the_cases():
    case = factories.case(text="Гурвантэсийн хөвсгөлжин жингийн тухай")
    factories.case(text="жингийн")
    known = set(Word.objects.values_list("word", flat=True))
    assert set(case.search_text.split()) <= known
    text = case.search_text
    Case.objects.filter(pk=case.pk).update(search_text="")

    vocabulary.forget(text)

    left = set(Word.objects.values_list("word", flat=True))
    assert known - left == set(text.split()) - {search_key("жингийн")} - left
    assert search_key("жингийн") in left
    assert search_key("хөвсгөлжин") not in left
