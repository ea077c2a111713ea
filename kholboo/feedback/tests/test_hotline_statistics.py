"""The hotline's day: per operator, per hour and what calls became; equal to a plain recount."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kholboo.core import clock
from kholboo.feedback.models import Call
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.queries.hotline.calls import day_of_calls
from kholboo.feedback.services.hotline import drop_call
from kholboo.feedback.tests import desk
from kholboo.feedback.tests.hotline import begun
from kholboo.feedback.views.hotline.statistics import HIGHEST, bars_of

DAY = date(2026, 11, 20)
MIDNIGHT = datetime(2026, 11, 20, tzinfo=clock.ULAANBAATAR)
PAGE = "/en/desk/hotline/statistics/"
ASKED = {"day_year": "2026", "day_month": "11", "day_day": "20"}


def call(operator, minute, *, lasted=None):
    """A call `minute` minutes after midnight; `lasted` seconds, or still open."""
    began = MIDNIGHT + timedelta(minutes=minute)
    ended = began + timedelta(seconds=lasted) if lasted is not None else None
    return Call.objects.create(
        operator=desk.person(operator),
        began_at=began,
        ended_at=ended,
        became="" if ended is None else CallResult.DROPPED,
        phone_hash=f"{minute}",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("head.orkhon", 200), ("agency.head", 200), ("auditor", 200),
        ("operator", 200), ("officer.orkhon", 403), ("administrator", 403),
    ],
)  # fmt: skip
def test_heads_and_the_auditor_read_it(name, status):
    assert desk.desk(name).get(PAGE).status_code == status


@pytest.mark.django_db
def test_the_table_names_operators_outcomes_and_the_mean_length():
    call("operator", 9 * 60, lasted=30)
    call("operator", 9 * 60 + 5, lasted=90)
    call("head.orkhon", 23 * 60 + 59)

    shown = day_of_calls(DAY)
    page = desk.html(desk.desk("auditor").get(PAGE, ASKED))

    assert [each.total for each in shown.operators] == [2, 1]
    assert [each.seconds_each for each in shown.operators] == [60, 0]
    assert (shown.hours[9], shown.hours[23], shown.total.total) == (2, 1, 3)
    assert all(each.name in page for each in shown.operators)
    assert "09:00–10:00" in page


@pytest.mark.django_db
def test_a_day_is_a_day_of_ulaanbaatar():
    call("operator", -1, lasted=1)
    call("operator", 0, lasted=1)
    call("operator", 24 * 60, lasted=1)

    assert day_of_calls(DAY).total.total == 1


@pytest.mark.django_db
def test_an_empty_day_says_so_and_leads_to_other_days():
    page = desk.html(desk.desk("auditor").get(PAGE, ASKED))

    assert "No calls on this day" in page
    assert "day_day=19" in page
    assert "day_day=21" in page


@pytest.mark.django_db
def test_today_is_shown_first_and_tomorrow_is_not_offered():
    drop_call(begun())

    page = desk.html(desk.desk("auditor").get(PAGE))

    assert "No calls on this day" not in page
    assert 'rel="next"' not in page


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"day_month": "13"}, {"day_year": "x"}, {"day_day": "31"}])
def test_a_day_that_is_none_is_said(wrong):
    answer = desk.desk("auditor").get(PAGE, {**ASKED, **wrong})

    assert answer.status_code == 200
    assert "Write a real date" in desk.html(answer)


@pytest.mark.django_db
def test_the_page_costs_the_same_for_one_call_and_many():
    browser = desk.desk("auditor")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE, ASKED)
        return len(queries)

    call("operator", 1, lasted=1)
    asked()
    few = asked()
    for minute in range(2, 200, 7):
        call("operator" if minute % 2 else "head.orkhon", minute, lasted=minute)

    assert asked() == few


CALLS = st.lists(
    st.tuples(
        st.sampled_from(["operator", "head.orkhon", "agency.head"]),
        st.integers(-300, 1740),
        st.none() | st.integers(0, 900),
    ),
    max_size=12,
    unique_by=lambda each: each[1],
)


class RecountTest(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(CALLS)
    def test_the_day_equals_a_plain_recount(self, calls):
        Call.objects.all().delete()
        for operator, minute, lasted in calls:
            call(operator, minute, lasted=lasted)

        shown = day_of_calls(DAY)

        today = [each for each in calls if 0 <= each[1] < 1440]
        hours = Counter(minute // 60 for _operator, minute, _lasted in today)
        assert shown.hours == [hours.get(hour, 0) for hour in range(24)]
        assert shown.total.total == len(today)
        assert shown.total.became[""] == sum(lasted is None for *_more, lasted in today)
        assert sorted(each.total for each in shown.operators) == sorted(
            Counter(operator for operator, *_more in today).values()
        )
        assert all(0 <= bar.height <= HIGHEST for bar in bars_of(shown))
        assert all((bar.count > 0) == (bar.height > 0) for bar in bars_of(shown))
