"""A suspended case: who may, what stands still, what the citizen reads, how it goes on."""

from datetime import timedelta

import pytest

from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, CaseEvent, ClockInterval, TermRule
from kholboo.feedback.queries.counting import counting_of
from kholboo.feedback.queries.hotline.caller import caller_with
from kholboo.feedback.queries.inbox import Filters, Queue, inbox
from kholboo.feedback.queries.terms import due_of
from kholboo.feedback.rules import CaseKind, CaseStatus, EventKind, SuspendedFor
from kholboo.feedback.secret import secret_of
from kholboo.feedback.services import cases, citizen, clockwork, messages
from kholboo.feedback.services.suspension import resume_case, suspend_case
from kholboo.feedback.tests import stories
from kholboo.feedback.tests.desk import desk, desk_of, html, orkhon, person
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db
WHY = "Дээжийг лабораторид өгсөн. Дүн гармагц бид үргэлжлүүлнэ."


def suspended(why=SuspendedFor.LABORATORY, until=None):
    """A case of Orkhon in its officer's hands, suspended by the head of the office."""
    case, _officer = stories.taken(orkhon())
    head = person("head.orkhon")
    return suspend_case(case, why=why, text=WHY, until=until, actor=head), head


def three_days_ago(case):
    """As if the suspension had begun three days ago, in a case five days old."""
    now = clock.now()
    ClockInterval.objects.filter(case=case, is_running=False).update(
        started_at=now - timedelta(days=3)
    )
    Case.objects.filter(pk=case.pk).update(clock_started_at=now - timedelta(days=5))
    return stories.fresh(case)


def test_the_work_stands_still_with_a_reason_and_goes_on():
    case, head = suspended()
    assert (case.status, case.is_open) == (CaseStatus.SUSPENDED, True)

    case = resume_case(case, actor=head)

    assert case.status == CaseStatus.IN_WORK
    rows = ClockInterval.objects.filter(case=case)
    assert [(row.is_running, row.pause) for row in rows][-2:] == [
        (False, "suspended"),
        (True, ""),
    ]
    kinds = list(CaseEvent.objects.filter(case=case).values_list("kind", flat=True))
    assert kinds[-2:] == [EventKind.SUSPENDED, EventKind.RESUMED]


def test_the_days_count_unless_the_rule_says_otherwise():
    case = three_days_ago(suspended()[0])
    plain = due_of(case, now=clock.now()).on
    TermRule.objects.filter(kind=CaseKind.COMPLAINT).update(suspension_stops=True)

    stopped = due_of(stories.fresh(case), now=clock.now()).on

    assert stopped == plain + timedelta(days=3)
    lines = counting_of(stories.fresh(case), now=clock.now()).lines
    assert any("Түр зогсоосон хугацаа" in line for line in lines)


def test_a_rule_for_waiting_does_not_stop_a_suspension():
    case = three_days_ago(suspended()[0])
    plain = due_of(case, now=clock.now()).on
    TermRule.objects.filter(kind=CaseKind.COMPLAINT).update(waiting_stops=True)

    assert due_of(stories.fresh(case), now=clock.now()).on == plain


def test_lists_say_that_the_clock_stands_still():
    case, head = suspended()
    TermRule.objects.filter(kind=CaseKind.COMPLAINT).update(suspension_stops=True)

    (row,) = inbox(head, Filters(queue=Queue.OPEN), now=clock.now()).rows
    (called,) = caller_with(person("operator"), "99112233").cases

    assert (row.number, row.is_stopped) == (case.number, True)
    assert (called.number, called.is_stopped) == (case.number, True)


def test_resuming_keeps_the_days_on_the_case():
    TermRule.objects.filter(kind=CaseKind.COMPLAINT).update(suspension_stops=True)
    case, head = suspended()
    due = three_days_ago(case).due_on
    case = resume_case(case, actor=head)

    assert case.due_on == due - timedelta(days=5) + timedelta(days=3)


def test_nobody_suspends_twice_or_what_nobody_holds():
    case, head = suspended()
    with pytest.raises(RuleBroken):
        suspend_case(case, why=SuspendedFor.COURT, text=WHY, until=None, actor=head)
    with pytest.raises(RuleBroken):
        suspend_case(orkhon(), why=SuspendedFor.COURT, text=WHY, until=None, actor=head)
    yesterday = clock.local_date(clock.now()) - timedelta(days=2)
    case, _officer = stories.taken(orkhon())
    with pytest.raises(RuleBroken):
        suspend_case(case, why=SuspendedFor.COURT, text=WHY, until=yesterday, actor=head)


def test_a_suspended_case_is_resumed_before_it_is_worked_on():
    case, _head = suspended()
    with pytest.raises(RuleBroken):
        cases.take_case(case, actor=case.handler)


def test_another_officer_gets_it_as_it_is():
    case, head = suspended()
    other = stories.officer(case)

    case = cases.assign_case(case, handler=other, unit=None, actor=head)

    assert (case.status, case.handler) == (CaseStatus.SUSPENDED, other)
    assert ClockInterval.objects.get(case=case, ended_at=None).pause == "suspended"


def test_the_citizen_may_write_and_withdraw_meanwhile():
    case, _head = suspended()
    case = citizen.send_message(case, text="Хэзээ вэ?", documents=[])
    assert case.status == CaseStatus.SUSPENDED

    case = citizen.withdraw_case(case, reason="")
    assert case.status == CaseStatus.WITHDRAWN
    assert not ClockInterval.objects.filter(case=case, ended_at=None).exists()


def test_the_citizen_is_told_and_reads_why(client):
    until = clock.local_date(clock.now()) + timedelta(days=9)
    case, head = suspended(until=until)
    messages.tell(CaseEvent.objects.filter(case=case, kind=EventKind.SUSPENDED).get().pk)
    client.post("/track/", {"number": case.number, "secret": secret_of(case)})

    page = html(client.get(f"/track/{case.number}/"))

    assert WHY in page
    assert f'datetime="{until}"' in page or str(until.day) in page
    assert Delivery.objects.filter(key__contains="citizen").count() == 1
    resume_case(case, actor=head)
    assert WHY in html(client.get(f"/track/{case.number}/"))  # the story keeps it
    assert "suspension-title" not in html(client.get(f"/track/{case.number}/"))


def test_the_head_suspends_and_the_officer_resumes_on_the_page():
    case, officer = stories.taken(orkhon())
    head = desk("head.orkhon")
    panel = html(head.get(f"/desk/{case.number}/suspend/", headers={"HX-Request": "true"}))
    assert "panel-title" in panel
    empty = head.post(f"/desk/{case.number}/suspend/", {"text": "", "until": ""})
    assert empty.status_code == 422

    given = {"why": "court", "text": WHY, "until": ""}
    assert head.post(f"/desk/{case.number}/suspend/", given).status_code == 302
    assert stories.fresh(case).status == CaseStatus.SUSPENDED
    own = desk_of(officer)
    assert f"/desk/{case.number}/resume/" in html(own.get(f"/desk/{case.number}/"))
    assert own.post(f"/desk/{case.number}/resume/").status_code == 302
    assert stories.fresh(case).status == CaseStatus.IN_WORK


def test_an_officer_suspends_nothing():
    case, officer = stories.taken(orkhon())

    response = desk_of(officer).post(f"/desk/{case.number}/suspend/", {"why": "court"})

    assert response.status_code in (403, 404)
    assert stories.fresh(case).status == CaseStatus.IN_WORK


def test_the_inbox_says_that_the_clock_stands_still():
    TermRule.objects.filter(kind=CaseKind.COMPLAINT).update(suspension_stops=True)
    case, _head = suspended()

    page = html(desk("head.orkhon").get("/desk/?queue=open&status=suspended"))

    assert case.number in page
    assert 'class="due due-stopped' in page or "Хугацаа зогссон" in page


def test_the_story_stays_whole_in_a_recount():
    case = three_days_ago(suspended()[0])
    TermRule.objects.filter(kind=CaseKind.COMPLAINT).update(suspension_stops=True)

    assert clockwork.recompute_open_cases(reason="rule") == 1
    assert stories.fresh(case).due_on == due_of(stories.fresh(case), now=clock.now()).on
