"""The clock of a case: stretches, recounting after a holiday, and closing what nobody doubted."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.accounts.roles import Role
from kholboo.agency.queries import working_calendar
from kholboo.agency.services.calendar import set_override
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.feedback.models import Case, CaseEvent, ClockInterval, TermRule
from kholboo.feedback.queries.terms import due_of
from kholboo.feedback.rules import CaseKind, CaseStatus, EventKind
from kholboo.feedback.services import cases, citizen, clockwork
from kholboo.feedback.services.sweeping import close_answered_cases
from kholboo.feedback.services.timeline import first_broken
from kholboo.feedback.tests import factories, race, stories

pytestmark = pytest.mark.django_db


def change_rule(**columns):
    TermRule.objects.filter(kind=CaseKind.COMPLAINT).update(**columns)


def a_working_day_of(case):
    """A day that counts in the case's term, well inside it."""
    first = clock.local_date(case.clock_started_at, case.office.zone)
    calendar = working_calendar(first, case.due_on)
    days = (first + timedelta(days=n) for n in range(3, (case.due_on - first).days))
    return next(day for day in days if calendar.is_working(day))


def give_a_day_off(day, actor):
    return set_override(
        day, is_working=False, name_mn="Нэмэлт амралт", name_en="Extra day off", actor=actor
    )


def test_asking_and_replying_cut_the_clock_into_stretches():
    case, actor = stories.asked()
    citizen.send_message(case, text="2143", documents=[])

    rows = list(ClockInterval.objects.filter(case=case))

    assert [(row.is_running, row.reason) for row in rows] == [
        (True, "received"),
        (False, "question"),
        (True, "reply"),
    ]
    assert [row.ended_at for row in rows[:-1]] == [row.started_at for row in rows[1:]]
    assert rows[1].actor == actor
    assert rows[-1].ended_at is None


def test_waiting_moves_the_due_date_only_where_the_rule_says_so():
    case, _actor = stories.asked()
    usual = case.due_on
    ClockInterval.objects.filter(case=case, is_running=False).update(
        started_at=timezone.now() - timedelta(days=3)
    )
    Case.objects.filter(pk=case.pk).update(
        clock_started_at=timezone.now() - timedelta(days=5),
    )
    case = stories.fresh(case)

    plain = due_of(case, now=clock.now()).on
    change_rule(waiting_stops=True)
    stopped = due_of(stories.fresh(case), now=clock.now()).on

    assert plain == usual - timedelta(days=5)
    assert stopped == plain + timedelta(days=3)


def test_a_new_holiday_moves_open_cases_counted_in_working_days():
    change_rule(unit="working")
    case, decided = factories.case(), stories.answered()[0]
    administrator = staff_user(Role.ADMINISTRATOR)
    day = a_working_day_of(case)

    give_a_day_off(day, administrator)
    moved = clockwork.recompute_open_cases(reason="calendar", actor=administrator)

    after = stories.fresh(case)
    assert moved == 1
    assert after.due_on > case.due_on
    assert after.due_at > case.due_at
    assert stories.fresh(decided).due_on == decided.due_on
    entry = Entry.objects.get(action="feedback.term_changed")
    assert entry.facts == {
        "before": case.due_on.isoformat(),
        "after": after.due_on.isoformat(),
        "reason": "calendar",
    }
    event = CaseEvent.objects.get(case=case, kind=EventKind.TERM_CHANGED)
    assert event.is_public
    assert first_broken(case) is None


def test_recounting_again_changes_nothing():
    change_rule(unit="working")
    case = factories.case()
    give_a_day_off(a_working_day_of(case), staff_user(Role.ADMINISTRATOR))
    clockwork.recompute_open_cases(reason="calendar")

    assert clockwork.recompute_open_cases(reason="calendar") == 0
    assert CaseEvent.objects.filter(case=case, kind=EventKind.TERM_CHANGED).count() == 1


def test_a_holiday_does_not_move_calendar_days():
    case = factories.case()
    give_a_day_off(a_working_day_of(case), staff_user(Role.ADMINISTRATOR))

    assert clockwork.recompute_open_cases(reason="calendar") == 0


def test_a_new_rule_moves_the_cases_received_under_it():
    case, nameless = factories.case(), factories.case(person=factories.NOBODY)
    change_rule(days=20)

    moved = clockwork.recompute_open_cases(reason="rule")

    assert moved == 1
    assert stories.fresh(case).due_on == case.due_on - timedelta(days=10)
    assert stories.fresh(nameless).due_on is None


def test_more_cases_than_one_batch_are_all_recounted(monkeypatch):
    monkeypatch.setattr(clockwork, "BATCH", 2)
    received = [factories.case() for _case in range(5)]
    change_rule(days=20)

    assert clockwork.recompute_open_cases(reason="rule") == 5
    assert len({stories.fresh(case).due_on for case in received}) == 1


def test_many_changes_of_the_calendar_wait_as_one_job():
    administrator = staff_user(Role.ADMINISTRATOR)
    day = a_working_day_of(factories.case())

    for distance in range(3):
        give_a_day_off(day + timedelta(days=distance), administrator)

    assert ProcrastinateJob.objects.filter(task_name="feedback.recompute_terms").count() == 1


def test_an_answered_case_is_closed_when_its_time_to_reopen_has_passed():
    old, fresh = stories.answered()[0], stories.answered()[0]
    Case.objects.filter(pk=old.pk).update(answered_at=timezone.now() - timedelta(days=31))

    assert close_answered_cases() == 1
    assert close_answered_cases() == 0

    assert stories.fresh(old).status == CaseStatus.CLOSED
    assert stories.fresh(fresh).status == CaseStatus.ANSWERED
    assert CaseEvent.objects.get(case=old, kind=EventKind.CLOSED).actor is None
    assert Entry.objects.get(action="feedback.case_closed").actor_label == "system"


def test_the_time_to_reopen_is_the_rule_s():
    case = stories.answered()[0]
    Case.objects.filter(pk=case.pk).update(answered_at=timezone.now() - timedelta(days=10))

    assert close_answered_cases() == 0
    change_rule(reopen_days=9)
    assert close_answered_cases() == 1


@pytest.mark.django_db(transaction=True)
def test_closing_and_reopening_at_once_leave_the_citizen_the_last_word():
    case = stories.answered()[0]

    race.together(
        lambda: cases.close_case(case, actor=None),
        lambda: citizen.reopen_case(case, reason="Хэвээрээ"),
    )

    assert stories.fresh(case).status == CaseStatus.REOPENED
    assert first_broken(case) is None


@pytest.mark.django_db(transaction=True)
def test_recounting_while_the_citizen_writes_loses_neither():
    change_rule(days=20)
    case = factories.case()
    change_rule(days=25)

    race.together(
        lambda: clockwork.recompute_open_cases(reason="rule"),
        lambda: citizen.send_message(case, text="Нэмэлт", documents=[]),
    )

    assert stories.fresh(case).due_on == case.due_on + timedelta(days=5)
    assert CaseEvent.objects.filter(case=case).count() == 3
    assert first_broken(case) is None
