"""The reader: a text as one page, found, opened and read without scripts."""

import re

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
