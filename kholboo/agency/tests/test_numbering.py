from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from kholboo.agency.services.numbering import next_number, parse_number

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)


@pytest.mark.django_db
def test_numbers_follow_one_another_within_a_series_and_a_year():
    numbers = [next_number("case", NOON) for _ in range(3)]

    assert [number[:9] for number in numbers] == ["26-000001", "26-000002", "26-000003"]
    assert next_number("letter", NOON)[:9] == "26-000001"


@pytest.mark.django_db
def test_the_new_year_begins_in_ulaanbaatar():
    last_evening = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)

    assert next_number("case", last_evening).startswith("26-")
    assert next_number("case", new_year).startswith("27-000001")


@pytest.mark.django_db
def test_a_number_that_was_rolled_back_is_given_again():
    with transaction.atomic():
        lost = next_number("case", NOON)
        transaction.set_rollback(True)

    assert next_number("case", NOON) == lost


@pytest.mark.parametrize(
    "text",
    [
        "26-000123-5",
        "260001235",
        " 26 000123 5 ",
        "№ 26-000123-5",
        "Өр-26–000123–5",
        "case 26-000123-5",
        "２６-０００１２３-５",
    ],
)
def test_a_number_is_understood_however_it_is_written(text):
    assert parse_number(text) == "26-000123-5"


@pytest.mark.parametrize(
    "text",
    ["", "26-000123-6", "26-000213-5", "26-00123-5", "12345678901", "гомдол", "26-000123-5x"],
)
def test_a_mistyped_number_is_refused(text):
    assert parse_number(text) is None


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gaps_or_doubles():
    def take(position: int) -> str | None:
        try:
            with transaction.atomic():
                number = next_number("race", NOON)
                # Every third gives its number back.
                transaction.set_rollback(position % 3 == 0)
                return None if position % 3 == 0 else number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(number for number in pool.map(take, range(60)) if number)

    assert [int(number[3:9]) for number in numbers] == list(range(1, 41))
