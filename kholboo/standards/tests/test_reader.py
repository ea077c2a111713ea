"""The reader: a text as one page, found, opened and read without scripts."""

import re
from datetime import date

import brotli
import pytest
from django.test import Client

from kholboo.standards.queries.targets import end_of
from kholboo.standards.services import catalogue, changes
from kholboo.standards.tests.desk import person, proposal

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


def amending(clause, number="MNS 9001", kind="amends", **facts):
    """A change of the sample as an officer ties it, published by another."""
    facts = {"title_mn": "Өөрчлөлт", "effective_on": date(2024, 1, 1)} | facts
    change = catalogue.keep(number, 2026, **facts)
    tie = [kind, *end_of("ЖИШЭЭ 0001 : 2025"), clause]
    changes.publish(proposal(change, ties=[tie]), actor=person("catalogue.head"))


@pytest.mark.parametrize("clause", ["5.1", "5.1.", "§ 5.1", "5.1 дүгээр зүйл"])
def test_an_amendment_of_an_officer_stands_at_its_clause_however_it_is_written(clause):
    amending(clause)

    page = get(READ)
    begin = page.index('<section id="c5.1"')
    assert "MNS 9001 : 2026" in page[begin : page.index("<section", begin + 9)]
    assert page.count("MNS 9001 : 2026") == 1


def test_an_amendment_without_a_place_stands_above_the_text():
    amending("99.9", kind="corrects")
    amending("", "MNS 9002")
    amending("5.1", "MNS 9003", stage="40.20")

    page = get(f"/en{READ}")
    head = page[: page.index('<section id="c1"')]
    assert "Corrected by MNS 9001 : 2026</a>, 99.9" in head
    assert "Changed by MNS 9002 : 2026" in head
    assert "MNS 9003" not in page


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
