from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kholboo.core import clock


def test_now_knows_its_zone():
    assert clock.now().tzinfo is not None


def test_the_same_moment_is_another_date_in_the_west():
    moment = datetime(2026, 6, 1, 16, 30, tzinfo=UTC)

    assert clock.local_date(moment) == date(2026, 6, 2)
    assert clock.local_date(moment, ZoneInfo("Asia/Hovd")) == date(2026, 6, 1)


def test_the_year_of_registers_is_the_capital_s():
    assert clock.agency_year(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == 2026
    assert clock.agency_year(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == 2027
