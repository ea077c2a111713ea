"""The count that judges due dates, judged by hand on paper."""

from datetime import UTC, datetime, timedelta

import pytest

from prove.clock import Story, _oracle

NEW_YEAR = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # 00:30 of 2027 in Ulaanbaatar, 23:30 in Hovd
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def story(**more):
    usual = {
        "zone": "Asia/Ulaanbaatar",
        "started": NEW_YEAR,
        "days": 10,
        "is_working": False,
        "waiting_stops": False,
        "suspension_stops": False,
        "rolls_forward": False,
        "extension": 0,
        "pauses": [],
        "now": NEW_YEAR,
    }
    return Story(**{**usual, **more})


def stood(kind, after=1):
    """Two days of standstill that begin `after` days after the beginning."""
    start = NEW_YEAR + timedelta(days=after)
    return start, start + timedelta(days=2), kind


def weekend(day):
    return (day + 3) % 7 >= 5


def last_day(**more):
    day, ends = _oracle(story(**more), weekend)
    return (EPOCH + timedelta(days=day)).date().isoformat(), EPOCH + timedelta(minutes=ends)


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({}, "2027-01-11"),
        ({"zone": "Asia/Hovd"}, "2027-01-10"),
        ({"extension": 30}, "2027-02-10"),
        ({"is_working": True}, "2027-01-15"),
        ({"zone": "Asia/Hovd", "rolls_forward": True}, "2027-01-11"),
        ({"pauses": [stood("waiting"), stood("suspended", 4)]}, "2027-01-11"),
        ({"waiting_stops": True, "pauses": [stood("waiting")]}, "2027-01-13"),
        ({"waiting_stops": True, "pauses": [stood("suspended")]}, "2027-01-11"),
        ({"suspension_stops": True, "pauses": [stood("suspended")]}, "2027-01-13"),
        (
            {
                "waiting_stops": True,
                "suspension_stops": True,
                "pauses": [stood("waiting"), stood("suspended", 4)],
            },
            "2027-01-15",
        ),
        ({"waiting_stops": True, "extension": 5, "pauses": [stood("waiting")]}, "2027-01-18"),
    ],
)
def test_the_oracle_counts_as_people_do(facts, day):
    assert last_day(**facts)[0] == day


def test_the_last_day_ends_at_midnight_of_the_office():
    assert last_day()[1] == datetime(2027, 1, 11, 16, 0, tzinfo=UTC)
    assert last_day(zone="Asia/Hovd")[1] == datetime(2027, 1, 10, 17, 0, tzinfo=UTC)
