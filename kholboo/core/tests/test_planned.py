"""Questions that are planned once: the same answers, one plan, no word that becomes a command."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kholboo.core import clock, planned

pytestmark = pytest.mark.django_db


def asked(question, params):
    with planned.cursor() as cursor:
        cursor.execute(question, params)
        return cursor.fetchall()


@pytest.mark.parametrize(
    "word", ["new", "o'clock", "100%", "%s", "\\'; DROP TABLE x; --", "эмэгтэй"]
)
def test_words_are_spelled_and_come_back_as_they_were(word):
    question, beside = planned.spelled("SELECT %s::text, %s::int", [word, 7])

    assert beside == (7,)
    assert asked(question, beside) == [(word, 7)]


def test_a_question_and_its_values_must_fit():
    with pytest.raises(ValueError, match="one %s for each value"):
        planned.spelled("SELECT %s", ["a", "b"])


def test_values_are_asked_anew_with_the_plan_of_the_first_time():
    now = clock.now()
    question = "SELECT %s::timestamptz AS told_by_this_test"

    for days in range(4):
        moment = now + timedelta(days=days)
        assert asked(question, [moment]) == [(moment,)]

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%told_by_this_test%'"
        )
        assert cursor.fetchall() == [(4, 0)]


def test_a_question_that_failed_spoils_no_other():
    with pytest.raises(Exception, match="division by zero"), transaction.atomic():
        asked("SELECT 1 / %s::int", [0])

    assert asked("SELECT 1 / %s::int", [1]) == [(1,)]


def test_what_is_asked_this_way_is_counted_like_all_else():
    with CaptureQueriesContext(connection) as found:
        asked("SELECT %s::int", [1])

    assert len(found) == 1
