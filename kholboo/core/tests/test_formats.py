from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import formats, translation

from kholboo.core.formats import days


@pytest.mark.parametrize(
    ("month", "ending"),
    [
        (1, "дүгээр"),
        (2, "дугаар"),
        (3, "дугаар"),
        (4, "дүгээр"),
        (5, "дугаар"),
        (6, "дугаар"),
        (7, "дугаар"),
        (8, "дугаар"),
        (9, "дүгээр"),
        (10, "дугаар"),
        (11, "дүгээр"),
        (12, "дугаар"),
    ],
)
def test_the_ending_of_a_month_follows_vowel_harmony(month, ending):
    with translation.override("mn"):
        assert days.day_long(date(2026, month, 3)) == f"2026 оны {month} {ending} сарын 3"


def test_django_writes_mongolian_dates_with_numbers_instead_of_animals():
    with translation.override("mn"):
        assert formats.date_format(date(2026, 7, 10)) == "2026 оны 7 сарын 10"
        assert formats.date_format(date(2026, 7, 10), "SHORT_DATE_FORMAT") == "2026.07.10"
        assert formats.number_format(1234567, use_l10n=True, force_grouping=True) == "1,234,567"


def test_english_puts_the_day_first():
    with translation.override("en"):
        assert formats.date_format(date(2026, 7, 10)) == "10 July 2026"


def test_a_moment_is_told_on_the_clocks_of_its_office():
    moment = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)

    with translation.override("mn"):
        assert days.moment_short(moment) == "2027.01.01, 00:30"
        assert days.moment_short(moment, ZoneInfo("Asia/Hovd")) == "2026.12.31, 23:30"


def test_the_weekday_follows_when_asked():
    with translation.override("en"):
        assert days.day_long(date(2026, 7, 10), with_weekday=True) == "Friday, 10 July 2026"
