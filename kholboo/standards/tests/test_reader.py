"""The reader: a text as one page, found, opened and read without scripts."""

import re

import brotli
import pytest
from django.test import Client

pytestmark = [pytest.mark.usefixtures("samples"), pytest.mark.django_db]
READ = "/standards/jishee-0001-2025/read/"


def get(address, status=200, **more):
    answer = Client().get(address, **more)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_a_free_standard_is_found_and_read_in_three_steps():
    found = get("/standards/", data={"q": "хүнсний шошго"})
    assert 'href="/standards/jishee-0001-2025/"' in found
    assert f'href="{READ}"' in get("/standards/jishee-0001-2025/")
    page = get(READ)

    assert '<section id="c4.2" class="clause">' in page
    assert 'href="#c4.2"' in page
    assert "хүчинтэй" in page
    assert "ЖИШЭЭ / SAMPLE" in page


def test_every_link_inside_leads_somewhere():
    page = get(READ)
    ids = set(re.findall(r'id="([^"]+)"', page))

    assert set(re.findall(r'href="#([^"]+)"', page)) - ids == set()
    assert not re.search(r'"(pic|std):', page)


def test_words_inside_are_found_in_any_form():
    for words in ("үсгийн өндөр", "usgiin undur", "үсгийн өндрөөр"):
        assert f"{READ}#c5" in get(f"{READ}find/", data={"q": words}), words
    assert "алга" in get(f"{READ}find/", data={"q": "сансрын хөлөг"})


def test_an_amendment_stands_at_its_clause():
    page = get(READ)
    clause = page[page.index('<section id="c5.2"') :]

    assert clause.index("ЖИШЭЭ 0004 : 2026") < clause.index("Талбай нь")


def test_a_replaced_edition_says_so_and_leads_to_the_next():
    page = get("/standards/jishee-0001-2020/read/")
    bar = page[page.index("reader-bar") : page.index("reader-in")]

    assert "шинэ стандарт гарсан" in bar
    assert 'href="/standards/jishee-0001-2025/"' in bar


def test_a_standard_without_a_text_has_no_reader():
    get("/standards/mns-6858-2020/read/", 404)
    assert "/read/" not in get("/standards/mns-6858-2020/")


def test_the_page_goes_over_the_wire_in_brotli():
    answer = Client().get(READ, headers={"accept-encoding": "br, gzip"})
    page = brotli.decompress(answer.content).decode()

    assert answer["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer["Vary"]
    assert "</html>" in page


def test_the_questions_to_the_database_do_not_grow(django_assert_max_num_queries):
    get(READ)
    with django_assert_max_num_queries(30):
        get(READ)
