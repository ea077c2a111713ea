"""Granting: one key, one certificate; numbers without gaps; only what a certificate can say."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from kholboo.audit.models import Entry as HistoryLine
from kholboo.core.errors import RuleBroken
from kholboo.registers import numbers
from kholboo.registers.granting import Ground, Holder
from kholboo.registers.models import Event
from kholboo.registers.queries.certificates import standards_of
from kholboo.registers.tests.factories import certificate, today
from kholboo.standards.models import Edition

pytestmark = pytest.mark.django_db


def test_the_same_key_gives_the_same_certificate():
    key = uuid4()

    first, again = certificate(key=key), certificate(key=key, title={"mn": "Өөр"})

    assert first == again
    assert Event.objects.filter(certificate=first).count() == 1


def test_numbers_of_an_office_follow_each_other_and_offices_count_apart():
    first, second = certificate(), certificate()
    other = certificate(office="uvs")

    place, year, count, _check = first.number.split("-")
    assert second.number.split("-")[:3] == [place, year, f"{int(count) + 1:06d}"]
    assert other.number.split("-")[0] != place


def test_a_refused_certificate_leaves_no_gap():
    first = certificate()
    certificate(office="uvs", renews=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        certificate(renews=first)  # renewed once already, which the database says last
    second = certificate()

    assert int(second.number.split("-")[2]) == int(first.number.split("-")[2]) + 1


@pytest.mark.parametrize("typed", ["{0}", "№ {0}", " {0} ", "{1}"])
def test_a_number_is_read_as_people_write_it(typed):
    number = numbers.written("61", "26-000123-5")

    assert numbers.parse(typed.format(number, number.replace("-", " "))) == number


def test_a_wrong_digit_is_no_number():
    number = numbers.written("61", "26-000123-5")
    wrong = [
        number[:place] + str((int(digit) + 1) % 10) + number[place + 1 :]
        for place, digit in enumerate(number)
        if digit.isdigit()
    ]

    assert [numbers.parse(each) for each in wrong] == [None] * len(wrong)
    assert numbers.parse("26-000123-5") is None


def test_standards_are_editions_or_words_each_once():
    edition = Edition.objects.get(slug="mns-6858-2020")

    made = certificate(standards=[edition, "ЖИШЭЭ 1", edition, "ЖИШЭЭ 1"])

    assert standards_of(made) == [edition, "ЖИШЭЭ 1"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": {"mn": ""}}, "title_mn"),
        ({"holder": Holder("  ")}, "holder_name"),
        ({"holder": Holder("А", "123")}, "holder_register"),
        ({"holder": Holder("Б.Болд", "5123456", is_person=True)}, "holder_register"),
        ({"decision": Ground("", today())}, "ground_reference"),
        ({"valid_until": today() - timedelta(days=1)}, "valid_until"),
        ({"particulars": {"colour": "red"}}, "colour"),
        ({"particulars": {"barcodes": ["4006381333932"]}}, "barcodes"),
        ({"particulars": {"products": "one"}}, "products"),
        ({"standards": ["a"] * 51}, "standards"),
    ],
)
def test_what_a_certificate_cannot_say_is_refused(wrong, field):
    with pytest.raises(RuleBroken) as refused:
        certificate(**wrong)

    assert refused.value.field == field


def test_particulars_keep_their_types():
    said = {"products": ["Талх  600 г"], "barcodes": ["4006381333931"], "brand": ""}

    made = certificate(particulars=said)

    assert made.particulars == {"products": ["Талх 600 г"], "barcodes": ["4006381333931"]}


def test_history_and_story_tell_of_it():
    made = certificate()

    assert made.events.get().kind == "granted"
    assert HistoryLine.objects.filter(
        action="registers.certificate_granted", facts={"number": made.number}
    ).exists()


def test_its_story_is_only_ever_added_to():
    event = certificate().events.get()

    for command in ("UPDATE registers_event SET kind = 'expired'", "DELETE FROM registers_event"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{command} WHERE id = %s", [event.pk])
