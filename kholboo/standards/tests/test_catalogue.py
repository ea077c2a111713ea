"""The catalogue on its pages: found at once, at an address that stays."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kholboo.core import finding
from kholboo.core.finding import Question
from kholboo.core.language import stems
from kholboo.standards.models import Edition, IcsClass, Relation, Work
from kholboo.standards.queries.catalogue import edition_at, standing
from kholboo.standards.rules import RelationKind, Status
from kholboo.standards.services import catalogue, starter

pytestmark = pytest.mark.django_db


def get(address, status=200, **more):
    answer = Client().get(address, **more)
    assert answer.status_code == status, address
    return answer.content.decode()


def keep(number="MNS 9001", year=2024, title="Морины эмээл", **facts):
    facts = {"title_mn": title, "effective_on": date(2024, 1, 1)} | facts
    return catalogue.keep(number, year, **facts)


def test_the_seen_standards_are_there_and_loading_again_adds_nothing():
    seen = Edition.objects.exclude(work__number__startswith="ЖИШЭЭ")
    ties = Relation.objects.filter(source__in=seen)
    before = seen.count(), IcsClass.objects.count(), ties.count()

    starter.load()

    assert before == (seen.count(), IcsClass.objects.count(), ties.count())
    assert before[0] == 69
    assert before[1] > 1380
    assert before[2] == 2


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("mns cac gl 19", "/standards/mns-cac-gl-19-2007/"),
        ("МНС 6858:2020", "/standards/mns-6858-2020/"),
        ("6858", "/standards/mns-6858-2020/"),
        ("MNS 5217", "/standards/mns-5217/"),
        ("MNS 5217:2003", "/standards/mns-5217-2003/"),
        ("ISO 31000", "/standards/mns-iso-31000-2020/"),
        ("mns 6858:1999", "/standards/mns-6858-2020/"),
    ],
)
def test_a_number_in_any_form_leads_to_the_standard(typed, address):
    answer = Client().get("/standards/", {"q": typed})

    assert (answer.status_code, answer.headers.get("Location")) == (302, address)


@pytest.mark.parametrize(
    "typed", ["хатаамал сүүний", "hataamal suu", "хатаамлын сүү", "dried milk"]
)
def test_words_in_any_form_find_it(typed):
    assert 'href="/standards/mns-6858-2020/"' in get("/standards/", data={"q": typed})


def test_only_some_words_are_said_to_be_only_some():
    page = get("/standards/", data={"q": "хатаамал сансрын хөлөг"})

    assert "mns-6858-2020" in page
    assert "бүх үгтэй стандарт олдсонгүй" in page


def test_nothing_found_offers_to_ask():
    assert "/feedback/" in get("/standards/", data={"q": "ыыыы"})


def test_an_undated_address_shows_what_is_in_force_and_a_dated_one_stays():
    old = keep(year=2010)
    new = keep(year=2024)
    Relation.objects.create(source=new, kind=RelationKind.REPLACES, edition=old)

    assert "MNS 9001 : 2024" in get("/standards/mns-9001/")
    page = get("/standards/mns-9001-2010/")
    assert "Үүний оронд MNS 9001 : 2024 мөрдөнө." in page
    assert 'href="/standards/mns-9001-2024/"' in page


def test_in_force_is_counted_for_any_day():
    old, new = keep(year=2010, effective_on=date(2010, 1, 1)), keep(effective_on=date(2024, 7, 1))
    Relation.objects.create(source=new, kind=RelationKind.REPLACES, edition=old)

    def status(edition, day):
        return standing(edition_at(edition.slug), day=day).status

    assert status(old, date(2009, 12, 31)) == Status.COMING
    assert status(old, date(2024, 6, 30)) == Status.IN_FORCE
    assert status(new, date(2024, 6, 30)) == Status.COMING
    assert status(old, date(2024, 7, 1)) == Status.REPLACED
    assert status(new, date(2024, 7, 1)) == Status.IN_FORCE


def test_a_day_nobody_confirmed_is_said():
    page = get("/standards/mns-cac-gl-19-2007/")

    assert "мөрдөх өдөр нь тодорхойгүй" in page


def test_a_class_shows_everything_under_it():
    page = get("/standards/", data={"ics": "67"})

    assert "mns-6858-2020" in page
    assert "mns-5111-2006" not in page
    assert 'href="/standards/?ics=67.100"' in page


@pytest.mark.parametrize("address", ["/standards/no-such/", "/standards/?ics=99.999"])
def test_what_is_not_there_is_told(address):
    get(address, 404)


@pytest.mark.parametrize("words", ["\x00", "'; --", "a" * 5000, "& | !", "%00", "q:*", "²³", "١٢٣"])
def test_nothing_typed_breaks_the_search(words):
    get("/standards/", data={"q": words, "page": "²"})


def test_a_sheet_asks_as_often_however_many_it_shows():
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            get("/standards/", data={"q": "эмээл"})
        return len(found)

    keep()
    asked()
    few = asked()
    for number in range(9002, 9022):
        keep(f"MNS {number}")

    assert asked() <= few
    assert get("/standards/", data={"q": "эмээл"}).count('class="standard-row"') == 20
    assert get("/standards/", data={"q": "эмээл", "page": "2"}).count('class="standard-row"') == 1


def test_the_search_of_the_site_finds_standards():
    [source] = [one for one in finding.sources() if one.key == "standards"]

    found = source.find(Question("хатаамал сүү", tuple(stems("хатаамал сүү")), "mn", 5))

    assert [hit.href for hit in found.hits][:1] == ["/standards/mns-6858-2020/"]


@pytest.mark.parametrize("number", ["ба", "сүү", "MNS 6858:2020"])
def test_what_is_no_number_of_a_work_is_not_kept(number):
    with pytest.raises(ValueError, match=re.escape(number)):
        catalogue.keep(number, 2020, title_mn="Нэр")


def test_the_database_refuses_what_cannot_be():
    edition = keep()

    for wrong in ({"edition": edition}, {}, {"edition": edition_at("mns-6858-2020"), "text": "ба"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Relation.objects.create(source=edition, kind=RelationKind.REPLACES, **wrong)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/standards/mns-iso-31000-2020/", '<h1 lang="en">Risk management'),
        ("/en/standards/mns-cac-1-2003/", '<h1 lang="mn">'),
        ("/en/standards/mns-6858-2020/", '<h1 lang="en">Dried milk'),
        ("/standards/?ics=67", '<strong lang="en">67 Food technology'),
    ],
)
def test_words_in_another_language_say_so(address, words):
    assert words in get(address)


def test_an_edition_without_a_year_is_the_oldest_and_a_work_without_an_edition_is_not_there():
    keep(year=None, effective_on=None)
    keep(year=2010, effective_on=None)
    Work.objects.create(number="MNS 9100", key="mns 9100", bare="9100", slug="mns-9100")

    assert "MNS 9001 : 2010 " in get("/standards/mns-9001/")
    get("/standards/mns-9100/", 404)
