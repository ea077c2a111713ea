"""The due date of an application can be followed, and moves when the calendar does."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from kholboo.agency.models import CalendarDay
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.eservices.models import Pause
from kholboo.eservices.queries.counting import counting_of
from kholboo.eservices.services import completing, pausing, recounting
from kholboo.eservices.tests import stories
from kholboo.eservices.tests.applying import browser_of
from kholboo.eservices.tests.desk import address, desk, html

pytestmark = pytest.mark.django_db


@pytest.fixture
def english():
    with override("en"):
        yield


def counted(made):
    made = stories.fresh(made)
    return counting_of(made, list(made.pauses.all()), now=clock.now())


def test_what_is_told_ends_on_the_day_that_is_kept(english):
    made = stories.application()

    counting = counted(made)

    assert counting.on == made.due_on
    assert counting.is_sample
    assert "30 working days" in counting.lines[1]
    assert str(made.due_on.year) in counting.lines[-1]


def test_days_that_stood_still_are_told_with_their_reason(english):
    made = stories.application()
    head = stories.person("head.orkhon")
    pausing.suspend(made, reason="Лаборатори засвартай.", actor=head)
    Pause.objects.update(started_at=clock.now() - timedelta(days=5))
    type(made).objects.update(submitted_at=clock.now() - timedelta(days=9))

    waits = counted(made)
    pausing.resume(made, actor=head)
    runs = counted(made)

    assert any("the work was suspended" in line for line in runs.lines)
    assert "If the work went on today" in waits.lines[-1]
    assert runs.on == stories.fresh(made).due_on


def test_nothing_is_counted_once_it_ended():
    made = stories.brought_to("decide")
    stories.decided(made)

    assert counted(made) is None


def test_both_sides_may_look_it_up():
    made = stories.application()

    theirs = html(browser_of(made.user).get(f"/en/services/mine/{made.number}/"))
    ours = html(desk("officer.orkhon").get(address(made)))

    assert "How was this date counted?" in theirs
    assert "How was this date counted?" in ours
    assert "30 working days" in theirs


def test_a_new_holiday_moves_the_days_that_are_still_to_come():
    made = stories.application()
    before, step = made.due_on, stories.step(made, "check")
    CalendarDay.objects.create(
        date=before,
        is_working=False,
        is_override=True,
        name_mn="Нэмэлт амралт",
        name_en="One more holiday",
    )

    assert recounting.recount_all() == 1
    assert recounting.recount_all() == 0

    made = stories.fresh(made)
    assert made.due_on > before
    assert stories.fresh(step).due_on == step.due_on
    facts = Entry.objects.filter(action="eservices.term_recounted").get().facts
    assert (facts["before"], facts["after"]) == (before.isoformat(), made.due_on.isoformat())


def test_what_stands_still_is_counted_when_it_goes_on():
    made = stories.application()
    stories.declared(made, "officer.orkhon")
    completing.ask(
        stories.step(made, "check"),
        fields=["production_address"],
        documents=[],
        text="Хаягаа засна уу.",
        actor=stories.person("officer.orkhon"),
    )

    assert recounting.recount_all() == 0
