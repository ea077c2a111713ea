"""What reaches those who follow: each thing once, on its day, in plain words."""

import pytest
from django.db import connection

from kholboo.standards.models import ChangeEvent, Digest, IcsClass
from kholboo.standards.services import digests
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

FIELD = "67"
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
    other = reader("seeker")
    with at(day(1, 1)):
        follow(other, IcsClass.objects.get(pk=FIELD))
    with at(day(1, 3)):
        add("MNS 9050", ics=["67.100.10"])
        add("MNS 9051", ics=["65.020"])

    with at(day(2)):
        tell()

    (letter,) = letters(other)
    assert "MNS 9050" in letter["text"]
    assert "MNS 9051" not in letter["text"]


def mornings(first, last):
    """How many letters there were in all after each morning."""
    told = []
    for number in range(first, last + 1):
        with at(day(number)):
            tell()
        told.append(len(letters()))
    return told


def test_a_successor_of_a_coming_day_is_told_when_published_and_when_it_holds(saddle):
    found, who = saddle
    with at(day(1, 3)):
        ties = [["replaces", "edition", found.slug, ""]]
        add("MNS 9001", 2026, effective_on="2027-03-05", ties=ties)

    assert mornings(2, 6) == [1, 1, 2, 2, 2]
    first, second = (letter["text"] for letter in letters(who))
    assert "Шинэ стандартаар солигдох өдөр: 2027.03.05. Оронд нь: MNS 9001 : 2026." in first
    assert "хүчингүй болсон, оронд нь: MNS 9001 : 2026." in second


def test_an_amendment_of_a_coming_day_is_told_when_published_and_when_it_holds(saddle):
    found, who = saddle
    with at(day(1, 3)):
        ties = [["amends", "work", found.work.slug, ""]]
        add("MNS 9003", 2026, effective_on="2027-03-05", ties=ties)

    assert mornings(2, 6) == [1, 1, 2, 2, 2]
    assert "2027.03.05" in letters(who)[0]["text"]
    assert "Нэмэлт, өөрчлөлт орсон: MNS 9003 : 2026." in letters(who)[1]["text"]


def test_what_comes_into_force_by_its_day_is_told_on_that_day(saddle):
    _found, who = saddle
    with at(day(1, 3)):
        add("MNS 9001", 2026, effective_on="2027-03-04")

    assert mornings(2, 4) == [1, 2, 2]
    assert "Хүчин төгөлдөр болсон өдөр: 2027.03.04." in letters(who)[1]["text"]


def test_a_job_that_did_not_run_for_days_tells_all_of_it_in_one_letter(saddle):
    found, who = saddle
    with at(day(1, 3)):
        publish(found, withdrawn_on="2027-03-04")
    with at(day(2, 3)):
        publish(found, title_mn="Морины шинэ эмээл")

    assert mornings(9, 11) == [1, 1, 1]
    (letter,) = letters(who)
    assert "Таны ашигладаг стандарт хүчингүй болсон. Орлох стандарт алга." in letter["text"]
    assert letter["text"].count("MNS 9001 : 2024") == 1


def test_a_change_that_is_kept_after_a_later_one_was_told_is_not_lost(saddle):
    """Numbers of events are given before they are seen: the smaller may come after the greater."""
    found, who = saddle
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('standards_changeevent', 'id'))")
        (smaller,) = cursor.fetchone()
    with at(day(1, 3)):
        later = publish(found, title_mn="Хоёрдугаар")
    with at(day(2)):
        tell()
    ChangeEvent.objects.create(
        pk=smaller,
        edition=found,
        kind="changed",
        day=later.day,
        at=later.at,
        changes={"pages": [1, 2]},
    )

    assert smaller < later.pk
    assert mornings(3, 4) == [2, 2]
    assert "Хуудасны тоо" in letters(who)[1]["text"]


def test_no_second_letter_leaves_on_one_day(saddle):
    found, _who = saddle
    for number in (2, 3):
        with at(day(number, -4)):
            publish(found, title_mn=f"Нэр {number}")
    # The second day's job comes late and the third's at its hour, on one and the same day.
    with at(day(3)):
        tell()
        publish(found, title_mn="Нэр 4")
    with at(day(3, 6)):
        tell()

    assert len(letters()) == 1
    assert mornings(4, 5) == [2, 2]


def test_who_left_a_field_and_what_is_no_longer_in_force_is_told_too(saddle):
    found, other = saddle[0], reader("seeker")
    with at(day(1, 1)):
        within = edition("MNS 9050")
        within.ics.set([IcsClass.objects.get(pk="67.100.10")])
        follow(other, IcsClass.objects.get(pk=FIELD))
        follow(other, search("эмээл", status="in_force"))
    assert mornings(2, 2) == [0]
    with at(day(2, 3)):
        publish(within, ics=["65.020"])
        publish(found, withdrawn_on="2027-03-03")

    with at(day(3)):
        tell()

    (letter,) = letters(other)
    assert "MNS 9050" in letter["text"]
    assert "MNS 9001" in letter["text"]


def test_who_follows_one_thing_in_three_ways_reads_of_it_once(saddle):
    found, who = saddle
    with at(day(1, 1)):
        follow(who, search("эмээл"))
        follow(who, search("", year=2024))
    with at(day(1, 3)):
        publish(found, title_mn="Морины шинэ эмээл")

    assert mornings(2, 2) == [1]
    assert letters(who)[0]["text"].count("/standards/mns-9001-2024/") == 1


def test_a_letter_speaks_the_language_of_its_reader(saddle):
    found, _who = saddle
    other = reader("guest", language="en")
    with at(day(1, 1)):
        follow(other, found.work)
    with at(day(1, 3)):
        add("MNS 9002", 2026, ties=[["replaces", "edition", found.slug, ""]])

    mornings(2, 2)

    (letter,) = letters(other)
    assert letter["subject"] == "News about MNS 9001 : 2024"
    assert "Your reference is withdrawn, this replaces it: MNS 9002 : 2026." in letter["text"]
    assert "/en/standards/mns-9002-2026/" in letter["text"]


def test_a_shelf_that_is_published_at_once_is_one_letter_that_says_there_is_more(
    saddle, monkeypatch
):
    other = reader("seeker", phone="99112277", phone_verified=True)
    monkeypatch.setattr("kholboo.standards.queries.hits.MOST_NEWS", 3)
    with at(day(1, 1)):
        follow(other, IcsClass.objects.get(pk=FIELD))
    with at(day(1, 3)):
        for number in range(5):
            add(f"MNS {9060 + number}", ics=["67.100.10"])

    mornings(2, 3)

    (letter,) = letters(other)
    assert letter["text"].count("MNS 906") == 3
    assert "Нэг захидалд багтахгүй" in letter["text"]
    assert Digest.objects.get(watcher__person=other).has_more
    (sms,) = letters(other, "sms")
    assert digests.sms_parts(sms["text"]) <= 2
