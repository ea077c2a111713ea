"""What reaches those who follow: each thing once, on its day, in plain words."""

import pytest

from kholboo.standards.tests.desk import edition
from kholboo.standards.tests.watching import (
    add,
    at,
    day,
    follow,
    letters,
    publish,
    reader,
    search,
    tell,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def saddle():
    """A standard, followed from the first day on by a reader whom nothing happened yet."""
    with at(day(0)):
        tell()
    with at(day(0, 1)):
        found = edition()
        who = reader()
        follow(who, found.work)
    with at(day(1)):
        tell()
    assert letters() == []
    return found, who


def test_a_published_change_is_told_the_next_morning_and_never_again(saddle):
    found, who = saddle
    with at(day(1, 3)):
        publish(found, title_mn="Морины шинэ эмээл")

    for number in (2, 2, 3, 4):
        with at(day(number)):
            tell()

    (letter,) = letters(who)
    assert "MNS 9001 : 2024" in letter["subject"]
    assert "/standards/mns-9001-2024/" in letter["text"]
    assert "Морины шинэ эмээл" in letter["text"]


def test_what_replaces_a_reference_is_told_with_its_number_and_link(saddle):
    found, who = saddle
    with at(day(1, 3)):
        newer = add("MNS 9001", 2026, ties=[["replaces", "edition", found.slug, ""]])

    with at(day(2)):
        tell()

    (letter,) = letters(who)
    assert "MNS 9001 : 2026." in letter["text"]
    assert f"/standards/{newer.slug}/" in letter["text"]


def test_a_withdrawal_on_a_coming_day_is_told_twice_when_published_and_on_its_day(saddle):
    found, who = saddle
    with at(day(1, 3)):
        publish(found, withdrawn_on="2027-03-05")

    told = []
    for number in range(2, 8):
        with at(day(number)):
            tell()
            told.append(len(letters(who)))

    # The fifth of March is the fourth day after the first.
    assert told == [1, 1, 2, 2, 2, 2]


def test_what_a_work_is_replaced_by_is_told_though_its_editions_were_not_touched(saddle):
    found, who = saddle
    with at(day(1, 3)):
        add("MNS 9002", 2026, ties=[["replaces", "work", found.work.slug, ""]])

    with at(day(2)):
        tell()

    assert "MNS 9002 : 2026." in letters(who)[0]["text"]


def test_an_amendment_is_told_to_those_who_follow_what_it_amends(saddle):
    found, who = saddle
    with at(day(1, 3)):
        add("MNS 9003", 2026, ties=[["amends", "edition", found.slug, ""]])

    for number in (2, 3):
        with at(day(number)):
            tell()

    (letter,) = letters(who)
    assert "MNS 9003 : 2026" in letter["text"]


def test_a_search_tells_of_what_it_finds_as_its_page_does(saddle):
    other = reader("seeker")
    with at(day(1, 1)):
        follow(other, search("тэмээний"))
    with at(day(1, 3)):
        add("MNS 9050", title_mn="Тэмээ")
        add("MNS 9051", title_mn="Ямаа")

    with at(day(2)):
        tell()

    (letter,) = letters(other)
    assert "MNS 9050" in letter["text"]
    assert "MNS 9051" not in letter["text"]


def test_a_field_tells_of_what_lies_anywhere_in_it(saddle):
    from kholboo.standards.models import IcsClass

    other = reader("seeker")
    with at(day(1, 1)):
        follow(other, IcsClass.objects.get(pk="67"))
    with at(day(1, 3)):
        add("MNS 9050", ics=["67.100.10"])
        add("MNS 9051", ics=["65.020"])

    with at(day(2)):
        tell()

    (letter,) = letters(other)
    assert "MNS 9050" in letter["text"]
    assert "MNS 9051" not in letter["text"]
