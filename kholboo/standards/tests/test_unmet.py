"""Words that found nothing reach the agency without whoever typed them."""

from datetime import timedelta

import pytest
from django.test import Client

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.standards.models import Unmet, UnmetHandled
from kholboo.standards.queries.unmet import unmet_words
from kholboo.standards.services import unmet
from kholboo.standards.tests.desk import desk, person

pytestmark = pytest.mark.django_db


def look(words, times=1, **more):
    for _time in range(times):
        Client().get("/standards/", {"q": words} | more)


def test_words_without_a_standard_are_counted_by_the_day():
    look("Сансрын хөлгийн  жолоо", 2)
    look("сүү")

    [row] = Unmet.objects.all()
    assert (row.words, row.count) == ("сансрын хөлгийн жолоо", 2)


@pytest.mark.parametrize("more", [{"year": "1950"}, {"status": "draft"}])
def test_nothing_within_a_facet_is_not_the_catalogue_s_fault(more):
    look("ыщыщы", **more)

    assert not Unmet.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "99112233",
        "утас 9911-2233",
        "УБ99112233",
        "бат@example.mn",
        "9911 22 33 дугаар",
        "x" * 61,
        "ы",
        "²³",
    ],
)
def test_what_may_tell_of_a_person_is_not_kept(words):
    look(words)

    assert unmet.tellable(words) == ""
    assert not Unmet.objects.exists()


@pytest.mark.parametrize("words", ["mns 12345:2020", "iso 9001 2015 удирдлага", "хүнсний 5 шошго"])
def test_numbers_of_standards_are_kept(words):
    assert unmet.tellable(words) == words or words.startswith("iso")


def test_a_flood_of_nonsense_fills_no_more(monkeypatch):
    monkeypatch.setattr(unmet, "MOST_A_DAY", 3)
    for words in ("ыщ", "щы", "ъщ", "ыщы", "ыщ"):
        unmet.note(words)

    assert sorted(Unmet.objects.values_list("words", "count")) == [("щы", 1), ("ъщ", 1), ("ыщ", 2)]


def test_the_desk_sees_the_most_asked_first_and_marks_what_was_seen_to():
    look("ыщыщы", 3)
    look("щыщы")
    client = desk()
    page = client.get("/standards/desk/unmet/").content.decode()
    assert page.index("ыщыщы") < page.index(">щыщы")

    client.post("/standards/desk/unmet/handled/", {"words": "ыщыщы"})

    assert [row.words for row in unmet_words(handled=False)] == ["щыщы"]
    assert [row.words for row in unmet_words(handled=True)] == ["ыщыщы"]
    assert "ыщыщы" in client.get("/standards/desk/unmet/?show=handled").content.decode()
    [line] = Entry.objects.filter(action="standards.unmet_handled")
    assert "ыщыщы" not in f"{line.target} {line.facts}"

    client.post("/standards/desk/unmet/handled/", {"words": "ыщыщы", "open": "1"})
    assert len(unmet_words(handled=False)) == 2


def test_words_looked_for_again_wait_again():
    look("ыщыщы")
    unmet.handle("ыщыщы", is_handled=True, actor=person())
    UnmetHandled.objects.update(at=clock.now() - timedelta(days=2))

    assert [row.words for row in unmet_words(handled=False)] == ["ыщыщы"]


def test_words_nobody_typed_are_not_there():
    assert desk().post("/standards/desk/unmet/handled/", {"words": "ба"}).status_code == 404


def test_who_only_reads_marks_nothing():
    look("ыщыщы")

    desk("auditor").post("/standards/desk/unmet/handled/", {"words": "ыщыщы"})
    assert not UnmetHandled.objects.exists()


def test_old_words_are_forgotten():
    look("ыщыщы")
    today = clock.local_date(clock.now())
    Unmet.objects.create(words="щы", day=today - unmet.KEPT - timedelta(days=1))
    UnmetHandled.objects.create(words="щы", at=clock.now(), by=person())

    assert unmet.forget(today) == 1
    assert list(Unmet.objects.values_list("words", flat=True)) == ["ыщыщы"]
    assert not UnmetHandled.objects.exists()
