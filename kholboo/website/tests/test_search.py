"""Search: what a site shows is found by bent words and Latin typing, at once and nowhere else."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, Page, PageViewRestriction

from kholboo.core import finding
from kholboo.core.finding import Found, Hit, Source
from kholboo.core.language import stems_of_words
from kholboo.feedback.tests.desk import desk
from kholboo.website.models import (
    Branch,
    DocumentIndex,
    NewsIndex,
    NewsPage,
    SearchEntry,
    ServiceText,
)
from kholboo.website.queries.entries import pieces_of
from kholboo.website.services import search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]


def find(words, host="localhost", prefix="", **more):
    answer = Client(headers={"host": host}).get(f"{prefix}/search/", {"q": words, **more})
    assert answer.status_code == 200, words
    return answer.content.decode()


def titles_in(page):
    return re.findall(r'<h3><a href="[^"]*"[^>]*>([^<]*)</a>', page)


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
    publish("orkhon", "Хадгаламжийн цахлай мэдээ")

    assert "/news/abc/" in find("цахлай", "orkhon.localhost")
    for elsewhere in (("uvs.localhost",), ("localhost",), ("orkhon.localhost", "/en")):
        assert "/news/abc/" not in find("цахлай", *elsewhere)


def test_national_news_is_found_on_every_site():
    publish("head-office", "Улсын цахлай мэдээ")

    assert 'href="/news/abc/"' in find("цахлай")
    # A department has news of its own at this address.
    assert 'href="http://localhost:8000/news/abc/"' in find("цахлай", "orkhon.localhost")


def test_a_draft_is_not_found_and_a_page_taken_down_or_deleted_no_more():
    page = publish("orkhon", "Нэгдүгээр гарчиг")
    page.title = "Хоёрдугаар цахлай"
    revision = page.save_revision()

    assert "/news/abc/" not in find("цахлай", "orkhon.localhost")
    revision.publish()
    assert "/news/abc/" in find("цахлай", "orkhon.localhost")
    assert "/news/abc/" not in find("нэгдүгээр", "orkhon.localhost")
    NewsPage.objects.get(pk=page.pk).unpublish()
    assert "/news/abc/" not in find("цахлай", "orkhon.localhost")
    NewsPage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert "/news/abc/" in find("цахлай", "orkhon.localhost")
    NewsPage.objects.get(pk=page.pk).delete()
    assert "/news/abc/" not in find("цахлай", "orkhon.localhost")
    assert not SearchEntry.objects.filter(page_id=page.pk).exists()


def test_a_page_taken_down_as_a_page_of_any_kind_is_not_found():
    page = publish("orkhon", "Цахлай гарчиг")

    Page.objects.get(pk=page.pk).unpublish()

    assert "/news/abc/" not in find("цахлай", "orkhon.localhost")


def test_a_moved_page_is_found_where_it_stands_now():
    page = publish("orkhon", "Цахлай гарчиг")

    page.move(news_of("uvs"), pos="last-child")

    assert "/news/abc/" in find("цахлай", "uvs.localhost")
    assert "/news/abc/" not in find("цахлай", "orkhon.localhost")


def test_a_page_behind_a_password_is_not_found_nor_what_stands_under_it():
    publish("orkhon", "Цахлай гарчиг")

    PageViewRestriction.objects.create(page=news_of("orkhon"), restriction_type="login")

    assert "/news/abc/" not in find("цахлай", "orkhon.localhost")
    assert "/contacts/" in find("холбоо барих", "orkhon.localhost")


def test_a_copy_not_yet_translated_is_no_english_page():
    page = publish("orkhon", "Цахлай гарчиг")

    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    assert "/news/abc/" not in find("цахлай", "orkhon.localhost", "/en")


def test_what_search_cannot_learn_is_not_saved(monkeypatch):
    page = publish("orkhon", "Нэгдүгээр гарчиг")
    page.title = "Хоёрдугаар"

    def fail(page_id):
        raise ArithmeticError

    monkeypatch.setattr(search, "keep", fail)
    with pytest.raises(ArithmeticError):
        page.save()

    assert NewsPage.objects.get(pk=page.pk).title == "Нэгдүгээр гарчиг"


def test_national_pages_are_found_on_every_site_at_its_own_address():
    page = find("хэмжил зүйн тухай хууль", "uvs.localhost")

    assert 'href="/laws/law-on-metrology/"' in page
    assert "<mark>" in page


def test_a_title_weighs_more_than_a_text():
    publish("orkhon", "Бусад мэдээ", "Цахлай, цахлай, цахлай.", address="text")
    publish("orkhon", "Цахлай мэдээ", address="title")
    publish("orkhon", "Дараагийн мэдээ", "Цахлай зүйл.", address="later")

    assert titles_in(find("цахлай", "orkhon.localhost"))[0] == "Цахлай мэдээ"


def test_some_of_the_words_are_enough_where_nothing_has_all():
    publish("orkhon", "Цахлай мэдээ")

    page = find("цахлай ыщыщы", "orkhon.localhost")

    assert titles_in(page) == ["Цахлай мэдээ"]
    assert "бүх үг" in page
    assert find("цахлай ыщыщы", "orkhon.localhost", group="news").count("news-item") == 1


def test_a_document_is_found_by_its_number():
    laws = DocumentIndex.objects.get(slug="laws", locale__language_code="mn")
    title = laws.get_children().get(slug="order-a384").title

    assert title in titles_in(find("А/384"))
    assert title in titles_in(find("A/384"))


def test_groups_services_offices_questions_and_words_of_the_glossary():
    assert 'id="group-services"' in find("сорьц")
    assert "http://orkhon.localhost:8000/" in find("Эрдэнэт")
    assert re.search(r'href="/glossary/#term-\d+"', find("эталон"))
    found = re.search(r'href="/questions/#(question-\d+)"', find("дэлгүүрийн жин дутуу"))
    assert f'id="{found[1]}"' in Client().get("/questions/").content.decode()


def test_a_service_is_found_by_the_words_of_its_page():
    text = ServiceText.objects.get(service__code="assay", locale__language_code="mn")
    text.needs = "Цахлай бичиг\nИргэний үнэмлэх"
    text.save()

    assert 'href="/services/assay/"' in find("цахлай бичиг")
    assert 'href="/services/assay/"' not in find("цахлай бичиг", prefix="/en")


def test_the_day_of_a_page_is_told_in_its_language():
    with translation.override("en"):
        page = publish("orkhon", "Цахлай гарчиг", day="2026-07-01")
        page.refresh_from_db()
        page.save()

    assert "2026.07.01" in find("цахлай", "orkhon.localhost")


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


def asked(words, **more):
    with CaptureQueriesContext(connection) as queries:
        page = find(words, "orkhon.localhost", **more)
    return len(queries), page


def test_a_thousand_pages_and_more_cost_as_many_questions_as_ten():
    home = Branch.objects.get(office__slug="orkhon").home
    text = "Манометр туршилтын тухай " + "өөр үг " * 30
    stems = " ".join(stems_of_words(text))
    entries = [
        SearchEntry(page_id=home.pk, place=number, kind="news", language="mn",
                    title=f"Манометр {number}", text=text, title_stems="манумет", text_stems=stems)
        for number in range(1, 1_501)
    ]  # fmt: skip
    SearchEntry.objects.bulk_create(entries[:10])
    asked("манометр туршилт")
    before = asked("манометр туршилт")[0], asked("манометр", group="news", page="2")[0]
    SearchEntry.objects.bulk_create(entries[10:])

    after, page = asked("манометр туршилт")
    last, sheet = asked("манометр", group="news", page="50")

    assert after <= before[0] <= 19
    assert last <= before[1] + 1
    assert page.count("<mark>") >= 5
    assert "group=news" in page
    assert sheet.count('class="news-item"') == 20


def test_a_house_offers_its_own_things(monkeypatch):
    monkeypatch.setattr(finding, "_sources", {})
    hit = Hit("MNS 5021 : 2007", "/standards/5021/")
    finding.offer(Source("standards", "Стандарт", lambda question: Found([hit], 1)))

    assert 'href="/standards/5021/"' in find("манометр")
    with pytest.raises(ValueError, match="standards"):
        finding.offer(Source("standards", "Стандарт", lambda question: Found()))


def test_catching_up_twice_adds_nothing_and_no_live_page_is_forgotten():
    before = SearchEntry.objects.count()

    assert search.catch_up() == 0
    assert SearchEntry.objects.count() == before
    known = SearchEntry.objects.values("page_id")
    assert not Page.objects.live().filter(depth__gte=2).exclude(pk__in=known).exists()
    assert set(SearchEntry.objects.values_list("language", flat=True)) == set(
        Locale.objects.values_list("language_code", flat=True)
    )


def test_editors_find_planted_pages_in_their_own_rooms():
    page = desk("administrator").get("/cms/pages/search/", {"q": "Бидний"}).content.decode()

    assert "Бидний тухай" in page


def test_pieces_are_the_words_around_and_lose_nothing():
    text = "Эхлэл " * 40 + "манометрын туршилт " + "төгсгөл " * 40

    pieces = pieces_of(text, stems_of_words(text), ["манумет"])

    assert ("манометрын", True) in pieces
    assert "".join(words for words, _ in pieces).strip("… ") in text
    assert len("".join(words for words, _ in pieces)) < 200


def test_search_is_one_press_away_on_every_page():
    for path in ("/", "/services/", "/feedback/", "/en/about/"):
        page = Client().get(path).content.decode()
        assert 'class="top-search"' in page
    missing = Client().get("/no-such-page/").content.decode()
    assert 'action="/search/"' in missing
    assert 'href="/plain/"' in missing
