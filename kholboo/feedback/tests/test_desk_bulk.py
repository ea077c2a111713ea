"""Giving many cases to one officer, what became of each, and taking it back."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Assignment, Case, CaseEvent
from kholboo.feedback.rules import CaseStatus, EventKind
from kholboo.feedback.services.bulk import assign_many, undo_many
from kholboo.feedback.services.cases import add_note, assign_case
from kholboo.feedback.services.messages import tell
from kholboo.feedback.tests import desk, stories
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return desk.person("head.orkhon")


@pytest.fixture
def officer():
    return desk.person("officer.orkhon")


def test_each_case_is_given_and_each_refusal_is_named(head, officer):
    free, far, done = desk.orkhon(), desk.verification(), stories.answered(desk.orkhon())[0]

    result = assign_many([free.number, far.number, done.number], handler=officer, actor=head)

    assert [row.number for row in result.done] == [free.number]
    assert [row.number for row in result.refused] == [far.number, done.number]
    assert stories.fresh(free).handler == officer
    assert stories.fresh(far).handler is None


def test_a_case_already_there_is_left_alone(head, officer):
    case = desk.orkhon()
    assign_many([case.number], handler=officer, actor=head)

    again = assign_many([case.number], handler=officer, actor=head)

    assert again.done == []
    assert "Ж.Болд" in again.refused[0].problem
    assert CaseEvent.objects.filter(case=case, kind=EventKind.ASSIGNED).count() == 1


def test_undoing_puts_a_new_case_back_among_the_unassigned(head, officer):
    case = desk.orkhon()
    result = assign_many([case.number], handler=officer, actor=head)

    undone = undo_many(result.undo, actor=head)

    back = stories.fresh(case)
    assert undone.refused == []
    assert (back.status, back.handler, back.unit) == (CaseStatus.RECEIVED, None, case.unit)
    assert not Assignment.objects.filter(case=case).exists()
    assert Entry.objects.filter(action="feedback.assignment_undone").get().actor == head


def test_undoing_gives_a_case_back_to_whom_it_was_taken_from(head, officer):
    second = desk.person("officer2.orkhon")
    case = desk.orkhon()
    assign_case(case, handler=second, unit=None, actor=head)
    result = assign_many([case.number], handler=officer, actor=head)

    undo_many(result.undo, actor=head)

    back = stories.fresh(case)
    assert (back.status, back.handler) == (CaseStatus.ASSIGNED, second)
    assert Assignment.objects.filter(case=case).first().handler == second


def test_a_case_somebody_touched_meanwhile_stays(head, officer):
    case = desk.orkhon()
    result = assign_many([case.number], handler=officer, actor=head)
    add_note(case, text="Ярилаа.", actor=officer)

    undone = undo_many(result.undo, actor=head)

    assert [row.number for row in undone.refused] == [case.number]
    assert stories.fresh(case).handler == officer


def test_undoing_twice_changes_nothing_more(head, officer):
    case = desk.orkhon()
    result = assign_many([case.number], handler=officer, actor=head)
    undo_many(result.undo, actor=head)

    again = undo_many(result.undo, actor=head)

    assert [row.number for row in again.refused] == [case.number]
    assert stories.fresh(case).status == CaseStatus.RECEIVED


def test_after_the_minute_the_note_opens_nothing(head, officer, monkeypatch):
    case = desk.orkhon()
    result = assign_many([case.number], handler=officer, actor=head)
    later = signing.time.time() + 61
    monkeypatch.setattr(signing.time, "time", lambda: later)

    with pytest.raises(RuleBroken, match=r"minute|минут"):
        undo_many(result.undo, actor=head)

    assert stories.fresh(case).handler == officer


@pytest.mark.parametrize(
    "spoil", [lambda note: "", lambda note: note[:-2], lambda note: "x" + note]
)
def test_a_spoilt_note_opens_nothing(head, officer, spoil):
    result = assign_many([desk.orkhon().number], handler=officer, actor=head)

    with pytest.raises(RuleBroken):
        undo_many(spoil(result.undo), actor=head)


def test_somebody_elses_note_opens_nothing(head, officer):
    result = assign_many([desk.orkhon().number], handler=officer, actor=head)

    with pytest.raises(RuleBroken):
        undo_many(result.undo, actor=desk.person("agency.head"))


def test_the_officer_is_told_after_the_minute_and_not_about_what_was_undone(head, officer):
    kept, undone = desk.orkhon(), desk.orkhon()
    first = assign_many([kept.number], handler=officer, actor=head)
    second = assign_many([undone.number], handler=officer, actor=head)
    undo_many(second.undo, actor=head)
    events = CaseEvent.objects.filter(kind=EventKind.ASSIGNED).order_by("pk")

    jobs = ProcrastinateJob.objects.filter(
        task_name="feedback.tell", args__event_id__in=[event.pk for event in events]
    )
    for event in events:
        tell(event.pk)

    assert first.undo
    assert all(job.scheduled_at > clock.now() + timedelta(seconds=50) for job in jobs)
    assert len(jobs) == 2
    assert [row.key for row in Delivery.objects.filter(key__endswith=":handler")] == [
        f"feedback:{events[0].pk}:handler"
    ]


def test_the_page_gives_ticked_cases_and_offers_to_undo(officer):
    browser = desk.desk("head.orkhon")
    cases = [desk.orkhon(), desk.orkhon()]

    answer = browser.post(
        "/en/desk/assign/?queue=unassigned",
        {"case": [case.number for case in cases], "handler": officer.pk},
    )
    note = answer.context["result"].undo
    undone = browser.post("/en/desk/assign/undo/?queue=unassigned", {"undo": note})

    assert answer.status_code == undone.status_code == 200
    assert "2 cases were given to Ж.Болд." in desk.html(answer)
    assert "Undo" in desk.html(answer)
    assert "2 cases stand as before again." in desk.html(undone)
    assert Case.objects.filter(handler=officer).count() == 0


def test_the_part_for_htmx_carries_the_list_and_the_sentence(officer):
    case = desk.orkhon()

    answer = desk.desk("head.orkhon").post(
        "/en/desk/assign/?queue=unassigned",
        {"case": [case.number], "handler": officer.pk},
        headers={"HX-Request": "true"},
    )

    assert "<html" not in desk.html(answer)
    assert 'data-say="1 case was given to Ж.Болд.' in desk.html(answer)


@pytest.mark.parametrize("given", [{}, {"case": "26-000001-5"}, {"case": "x", "handler": "no"}])
def test_a_form_sent_half_says_what_is_missing(given):
    answer = desk.desk("head.orkhon").post("/en/desk/assign/?queue=open", given)

    assert answer.status_code == 422
    assert "Tick at least one case." in desk.html(answer) or "Choose an officer." in desk.html(
        answer
    )


def test_a_head_is_offered_only_their_own_people():
    offered = desk.desk("head.orkhon").get("/desk/").context["people"]

    mine = [desk.person(name) for name in ("officer.orkhon", "officer2.orkhon", "head.orkhon")]
    assert sorted(re.findall(r'value="(\d+)"', offered)) == sorted(str(each.pk) for each in mine)
    assert all(each.short_name in offered for each in mine)
