"""Search: what a site shows is found by bent words and Latin typing, at once and nowhere else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from kholboo.core import clock, finding
from kholboo.core.finding import Found, Hit, Source
from kholboo.website.models import Branch, DocumentIndex, NewsIndex, NewsPage, SearchEntry
from kholboo.website.services import search, starter
from kholboo.website.services.search import stems_of_words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages():
    starter.load()
    search.catch_up()


def find(words, host="localhost", prefix="", **more):
    answer = Client(headers={"host": host}).get(f"{prefix}/search/", {"q": words, **more})
    assert answer.status_code == 200, words
    return answer.content.decode()


def news_of(slug):
    home = Branch.objects.get(office__slug=slug).home
    return NewsIndex.objects.descendant_of(home).get(slug="news")


def publish(slug, title, lead="Нэг.", **more):
    page = NewsPage(title=title, lead=lead, slug=more.pop("address", "abc"), **more)
    return news_of(slug).add_child(instance=page)


@pytest.mark.parametrize("words", ["шатахууны түгээгүүр", "shatahuun tugeeguur", "ШАТАХУУН"])
def test_bent_words_and_latin_typing_find(words):
    publish("orkhon", "Шатахуун түгээгүүрийг шалгалаа")

    assert "/news/abc/" in find(words, "orkhon.localhost")


def test_published_is_found_here_and_on_no_other_department():
    publish("orkhon", "Хадгаламжийн өвөрмөц мэдээ")

    assert "/news/abc/" in find("өвөрмөц", "orkhon.localhost")
    assert "/news/abc/" not in find("өвөрмөц", "uvs.localhost")
    assert "/news/abc/" not in find("өвөрмөц", "orkhon.localhost", "/en")


def test_a_draft_is_not_found_and_a_page_taken_down_no_more():
    page = publish("orkhon", "Нэгдүгээр гарчиг")
    page.title = "Хоёрдугаар өвөрмөц"
    revision = page.save_revision()

    assert "/news/abc/" not in find("өвөрмөц", "orkhon.localhost")
    revision.publish()
    assert "/news/abc/" in find("өвөрмөц", "orkhon.localhost")
    assert "/news/abc/" not in find("нэгдүгээр", "orkhon.localhost")
    NewsPage.objects.get(pk=page.pk).unpublish()
    assert "/news/abc/" not in find("өвөрмөц", "orkhon.localhost")


def test_national_pages_are_found_on_every_site_at_its_own_address():
    page = find("хэмжил зүйн тухай хууль", "uvs.localhost")

    assert 'href="/laws/law-on-metrology/"' in page
    assert "<mark>" in page


def test_a_document_is_found_by_its_number():
    number = DocumentIndex.objects.get(slug="laws", locale__language_code="mn")
    title = number.get_children().get(slug="order-a384").title

    assert title in find("А/384")
    assert title in find("A/384")


def test_groups_services_offices_and_words_of_the_glossary():
    assert 'id="group-services"' in find("сорьц")
    assert "http://orkhon.localhost:8000/" in find("Эрдэнэт")
    assert 'id="group-term"' in find("эталон")


def test_nothing_found_leads_to_asking_with_the_words_kept(client):
    page = find("ыщыщы")

    assert "/feedback/?kind=request&amp;text=" in page
    asked = client.get("/feedback/?kind=request&text=миний+үг", follow=True).content.decode()
    assert '<input type="hidden" name="text" value="миний үг">' in asked
    client.post("/feedback/service/", {"kind": "request", "service": "assay", "text": "миний үг"})
    client.post("/feedback/place/", {"place": "orkhon"})
    assert "миний үг</textarea>" in client.get("/feedback/story/").content.decode()


@pytest.mark.parametrize(
    "words", ["", " ", "%", "' & | ! <-> :*", "\x00", "а" * 5000, "<script>alert(1)</script>", "_"]
)
def test_anything_may_be_typed(words):
    page = find(words)

    assert "<script>alert" not in page
    assert find(words, group="news", page="9999999999")


def test_ten_thousand_pages_cost_as_many_questions_as_none():
    home = Branch.objects.get(office__slug="orkhon").home

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            find("манометр туршилт", "orkhon.localhost")
        return len(queries)

    asked()
    before = asked()
    text = "Манометр туршилтын тухай " + "өөр үг " * 30
    stems = " ".join(stems_of_words(text))
    SearchEntry.objects.bulk_create(
        (
            SearchEntry(page_id=home.pk, kind="news", language="mn", title=f"Манометр {number}",
                        text=text, title_stems="манумет", text_stems=stems)
            for number in range(10_000)
        ),
        batch_size=2_000,
    )  # fmt: skip

    began = clock.now()
    page = find("манометр туршилт", "orkhon.localhost")
    seconds = (clock.now() - began).total_seconds()

    assert asked() <= before
    assert page.count("<mark>") >= 5
    assert "group=news" in page
    assert seconds < 3
    assert (
        find("манометр", "orkhon.localhost", group="news", page="50").count('class="news-item"')
        == 20
    )


def test_a_house_offers_its_own_things(monkeypatch):
    monkeypatch.setattr(finding, "_sources", {})
    hit = Hit("MNS 5021 : 2007", "/standards/5021/")
    finding.offer(Source("standards", "Стандарт", lambda question: Found([hit], 1)))

    assert 'href="/standards/5021/"' in find("манометр")
    with pytest.raises(ValueError, match="standards"):
        finding.offer(Source("standards", "Стандарт", lambda question: Found()))


def test_catching_up_twice_adds_nothing():
    before = SearchEntry.objects.count()

    assert search.catch_up() == 0
    assert SearchEntry.objects.count() == before
    assert set(SearchEntry.objects.values_list("language", flat=True)) == set(
        Locale.objects.values_list("language_code", flat=True)
    )
