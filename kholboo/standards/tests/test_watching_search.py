"""A followed search finds exactly what its page shows: the same words, readings and facets."""

import pytest

from kholboo.core import clock
from kholboo.standards.models import ChangeEvent, Edition, News, Watcher
from kholboo.standards.queries.facets import Wanted
from kholboo.standards.queries.hits import Opened, hits_of
from kholboo.standards.queries.search import search as page_of
from kholboo.standards.services import finding, news, watching
from kholboo.standards.tests.watching import add, at, day, follow, letters, reader, search, tell

pytestmark = pytest.mark.django_db
WORDS = (
    *("", "сүү", "сүүний бүтээгдэхүүн", "honsnii shoshgo", "хүнсний шошго", "хунсний шошго"),
    *("milk", "dried milks", "[nyc", "jishee", "шаардлага", "техникийн ерөнхий", "стандарт"),
    *("тийм үг байхгүй", "цемент бетон", "CAC", "the", "!!", "қ"),
)
NARROWED = (
    *(Wanted(), Wanted(ics="67"), Wanted(status="in_force"), Wanted(kind="mns", year=2020)),
    *(
        Wanted(ics="67.100", status="in_force", kind="mns"),
        Wanted(status="draft"),
        Wanted(ics="01"),
    ),
)


@pytest.fixture
def watcher(samples, monkeypatch):
    """Somebody to whom everything in the catalogue is news."""
    finding.rebuild()
    with at(day(0)):
        news.gather(clock.local_date(clock.now()))
    who = reader()
    monkeypatch.setattr(watching, "MOST_WATCHES", 1_000)
    for wanted in NARROWED:
        for words in WORDS:
            if words or wanted != Wanted():
                watching.follow(who, search(words, **vars(wanted)))
    now = day(0, 5)
    ChangeEvent.objects.bulk_create(
        ChangeEvent(edition=row, kind="changed", day=now.date(), at=now, changes={})
        for row in Edition.objects.all()
    )
    with at(day(1)):
        news.gather(clock.local_date(clock.now()))
    return Watcher.objects.select_related("person").get(person=who)


def shown(words, wanted):
    """Every edition on every sheet of the page, where each of the words is there."""
    found, number = set(), 1
    while True:
        sheet = page_of(words, wanted=wanted, number=number)
        found |= {row.edition.pk for row in sheet.rows} if sheet.has_all else set()
        if not sheet.has_next:
            return found
        number += 1


def test_every_followed_search_finds_what_its_page_shows(watcher, monkeypatch):
    monkeypatch.setattr("kholboo.standards.queries.hits.MOST_NEWS", 10_000)
    last = News.objects.latest("pk").pk
    edition_of = dict(News.objects.values_list("pk", "edition"))
    wrong, found_any = [], 0

    for watch in watcher.watches.all():
        asked = watching.asked_in(watch)
        hits = hits_of([watcher], [Opened(watch, asked.words, asked.wanted)], last=last)
        found = {edition_of[key] for key in hits[watcher.pk].news} if hits else set()
        on_page = shown(asked.words, asked.wanted)
        found_any += bool(found)
        if found != on_page:
            wrong.append((asked, len(found), len(on_page)))

    assert wrong == []
    assert found_any > 40


def test_words_of_which_only_some_are_there_find_nothing_to_tell():
    with at(day(0)):
        tell()
        follow(reader("seeker"), search("тэмээний хөлөг онгоц"))
    with at(day(0, 3)):
        add("MNS 9050", title_mn="Тэмээ")

    with at(day(1)):
        tell()

    assert letters() == []
