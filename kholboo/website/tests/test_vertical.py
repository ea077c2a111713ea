"""Traditional script: typed by people, shown upright, its font fetched only where it stands."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kholboo.website.models import Branch, StandardPage

pytestmark = pytest.mark.django_db
MONGOL = "\u182e\u1823\u1829\u182d\u1823\u182f"


def page(words):
    home = Branch.objects.get(office__slug="orkhon").home
    return home.add_child(
        instance=StandardPage(title="Монгол", lead="Нэг.", slug="mongol", vertical_title=words)
    )


def test_a_title_stands_upright_beside_the_cyrillic_one():
    page(MONGOL)

    shown = Client(headers={"host": "orkhon.localhost"}).get("/mongol/").content.decode()

    assert f'<p class="vertical" lang="mn-Mong">{MONGOL}</p>' in shown


def test_without_the_words_nothing_of_it_is_on_the_page():
    page("")

    shown = Client(headers={"host": "orkhon.localhost"}).get("/mongol/").content.decode()

    assert "mn-Mong" not in shown


@pytest.mark.parametrize("wrong", ["Монгол", f"{MONGOL}<b>", f"{MONGOL}\n", "mongol", "\u0000"])
def test_other_letters_are_refused(wrong):
    with pytest.raises(ValidationError):
        page(wrong)


def test_letters_of_loanwords_ask_for_the_whole_font():
    page(MONGOL + "\u1838")

    shown = Client(headers={"host": "orkhon.localhost"}).get("/mongol/").content.decode()

    assert '<p class="vertical vertical-whole"' in shown


def test_the_pattern_page_shows_a_word():
    assert MONGOL in Client().get("/patterns/").content.decode()
