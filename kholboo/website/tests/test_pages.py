"""What pages cost, what they lend to each other, and what is seen at once."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kholboo.documents.tests.files import png
from kholboo.website.models import Branch, NewsPage, Picture
from kholboo.website.queries import sites
from kholboo.website.services.planting import Plot, Seedling, plant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]


def on(slug):
    host = "localhost" if slug == "head-office" else f"{slug}.localhost"
    return Client(headers={"host": host})


def list_of(slug, name="news"):
    home = Branch.objects.get(office__slug=slug).home
    return home.get_children().get(slug=name)


def item(title, **more):
    return NewsPage(title=title, lead="Нэг өгүүлбэр.", day=date(2026, 7, 1), **more)


def asked(slug, path):
    """How many questions the database is asked once everything kept in memory is warm."""
    browser = on(slug)
    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


def test_news_of_one_department_is_there_at_once_and_nowhere_else():
    for slug in ("orkhon", "uvs", "head-office"):
        assert "Шинэ өлгүүр" not in on(slug).get("/news/").content.decode()

    list_of("orkhon").add_child(instance=item("Шинэ өлгүүр", slug="new-hook"))

    assert "Шинэ өлгүүр" in on("orkhon").get("/news/").content.decode()
    assert "Шинэ өлгүүр" in on("orkhon").get("/").content.decode()
    assert on("orkhon").get("/news/new-hook/").status_code == 200
    for slug in ("uvs", "head-office"):
        assert "Шинэ өлгүүр" not in on(slug).get("/news/").content.decode()
        assert on(slug).get("/news/new-hook/").status_code == 404


def test_national_news_is_read_from_the_head_office_and_copied_nowhere():
    list_of("head-office").add_child(instance=item("Улсын мэдээ", slug="national"))

    page = on("orkhon").get("/news/").content.decode()

    assert "Улсын мэдээ" in page
    assert NewsPage.objects.filter(title="Улсын мэдээ").count() == 1


def test_a_lent_page_stands_on_the_departments_site_and_names_where_it_comes_from():
    page = on("orkhon").get("/laws/law-on-metrology/").content.decode()

    assert "Орхон аймгийн" in page
    assert '<link rel="canonical" href="http://localhost:8000/laws/law-on-metrology/">' in page
    assert 'href="/laws/law-on-metrology/"' in on("orkhon").get("/laws/").content.decode()


def test_what_the_head_office_does_not_lend_is_not_there():
    assert on("orkhon").get("/vacancies/").status_code == 404
    assert on("head-office").get("/vacancies/").status_code == 200


def test_a_thousand_news_cost_as_much_as_none():
    empty = asked("uvs", "/news/"), asked("uvs", "/")
    home = Branch.objects.get(office__slug="uvs").home
    seeds = [
        Seedling(item(f"Мэдээ {n}", slug=f"n{n}"), page_key(n), home.locale) for n in range(1000)
    ]

    plant([Plot(list_of("uvs"), seeds)])

    # One question more each: the list, which nothing stood in before.
    assert asked("uvs", "/news/") <= empty[0] + 1
    assert asked("uvs", "/") <= empty[1] + 1
    assert "?page=50" in on("uvs").get("/news/?page=49").content.decode()


def page_key(number):
    return f"00000000-0000-4000-8000-{number:012d}"


@pytest.mark.parametrize(
    ("path", "most"), [("/", 12), ("/en/", 14), ("/news/", 12), ("/about/", 9), ("/laws/", 9)]
)
def test_a_page_asks_a_fixed_number_of_questions(path, most):
    assert asked("head-office", path) <= most


def test_headers_of_all_pages_cost_one_question():
    browser = Client()
    browser.get("/standard/")

    with CaptureQueriesContext(connection) as queries:
        browser.get("/standard/")

    assert len(queries) == 1


def test_a_new_page_of_the_menu_is_seen_at_once():
    before = sites.known()
    page = list_of("orkhon", "about")
    page.title = "Хэлтсийн тухай"
    page.save()

    assert sites.known() is not before
    assert "Хэлтсийн тухай" in on("orkhon").get("/standard/").content.decode()


def test_a_published_picture_may_be_kept_for_ever_and_its_name_is_given_once():
    first, second = (
        Picture.objects.create(
            title="Жин", description="Жин", file=ImageFile(BytesIO(png()), "scale.png")
        )
        for _ in range(2)
    )

    answer = on("orkhon").get(first.file.url)

    assert first.file.url != second.file.url
    # Read to its end, which closes it; closed by hand it would end the test's connection too.
    assert b"".join(answer.streaming_content) == png()
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Client().get("/media/../secrets.json").status_code in (400, 404)
    assert Client().get("/media/%2e%2e/secrets.json").status_code in (400, 404)
    for picture in (first, second):
        picture.file.close()
        picture.file.delete(save=False)


def test_search_engines_get_a_list_for_each_site_and_a_word_about_closed_rooms():
    listed = on("orkhon").get("/sitemap.xml").content.decode()
    words = on("orkhon").get("/robots.txt").content.decode()

    assert "<loc>http://orkhon.localhost:8000/en/contacts/</loc>" in listed
    assert "uvs.localhost" not in listed
    assert "Disallow: /account/" in words
    assert "Sitemap: http://orkhon.localhost:8000/sitemap.xml" in words
