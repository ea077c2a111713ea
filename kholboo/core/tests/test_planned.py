"""Questions that are planned once: the same answers, one plan, no word that becomes a command."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Q, TextChoices
from django.test.utils import CaptureQueriesContext

from kholboo.core import clock, planned

pytestmark = pytest.mark.django_db


class Colour(TextChoices):
    RED = "planned_red"
    BLUE = "planned_blue"


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


@pytest.fixture
def odd():
    return ContentType.objects.create(app_label="100%s", model="o'clock")


def test_rows_of_models_are_the_same_with_a_kept_plan(odd):
    for words in ("100%s", "100%", "o'clock", "nobody"):
        rows = ContentType.objects.filter(Q(app_label=words) | Q(model=words))
        usual = list(rows.values_list("pk", "app_label", "model"))
        with planned.reading(), planned.reading():
            assert list(rows.values_list("pk", "app_label", "model")) == usual
            assert [one.pk for one in rows.order_by("pk")] == [row[0] for row in usual]


def test_another_number_is_the_same_question_and_another_choice_is_not():
    rows = ContentType.objects.order_by("model", "app_label", "pk")
    with planned.reading():
        for words in ("26-000001-1", "26-000002-2", "26-000003-3"):
            assert not rows.filter(model=words).exists()
        for choice in Colour:
            assert not rows.filter(model=choice, app_label="26-000001-1").exists()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%%django_content_type%%' ORDER BY statement LIKE %s, statement",
            ["%planned_%"],
        )
        assert [row[0] for row in cursor.fetchall()] == [3, 1, 1]


def test_writing_and_long_readings_go_on_as_ever(odd):
    same = ContentType.objects.filter(pk=odd.pk)
    with planned.reading():
        assert same.update(model="changed") == 1
        assert [one.model for one in same.iterator(chunk_size=1)] == ["changed"]
        assert same.select_for_update().get().model == "changed"


def test_the_log_says_what_was_asked_with_its_values(odd):
    with CaptureQueriesContext(connection) as found, planned.reading():
        ContentType.objects.get(app_label=odd.app_label, model=odd.model)

    (one,) = found
    assert one["sql"].startswith("SELECT ")
    assert "'o''clock'" in one["sql"]
