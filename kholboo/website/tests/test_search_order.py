"""What search shows first: what is called so before what only speaks of it."""

import re

import pytest

from kholboo.website.tests.test_search import find, publish, titles_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("planted")]


def groups_in(page):
    return re.findall(r'<section class="stack" id="group-(\w+)"', page)


@pytest.mark.parametrize("words", ["А/384", "384"])
def test_an_order_stands_first_when_its_number_is_asked(words):
    page = find(words)

    assert groups_in(page)[0] == "document"
    assert "А/384" in page


def test_laws_stand_before_services_that_speak_of_the_law():
    groups = groups_in(find("law", prefix="/en"))

    assert groups.index("document") < groups.index("services")


def test_services_known_by_an_everyday_word_stand_first_and_others_show_the_word():
    page = find("жин")

    assert groups_in(page)[0] == "services"
    of_services = page.partition('id="group-services"')[2].partition("</section>")[0]
    first, *others = of_services.split('class="news-item"')[1:]
    assert "жин" in first.lower()
    assert all("жин" in one.lower() for one in others)


@pytest.mark.parametrize("words", ["тендер", "tender"])
def test_an_invitation_is_found_by_the_name_of_the_list_it_stands_in(words):
    prefix = "/en" if words.isascii() else ""

    page = find(words, prefix=prefix)

    assert "/announcements/reference-weights/" in page


def test_what_an_announcement_waits_for_stands_beside_it():
    publish("orkhon", "Цахлай зар", until="2031-03-04")

    assert "2031" in find("цахлай", "orkhon.localhost").partition("Цахлай зар")[2][:900]
    assert titles_in(find("цахлай", "orkhon.localhost")) == ["Цахлай зар"]
