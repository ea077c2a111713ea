"""The ladder: when a rung reports a case, to whom, once, and what it leaves."""

from datetime import timedelta

import pytest
from django.db.models import F

from kholboo.accounts.roles import Role
from kholboo.agency.models import Post
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import (
    Case,
    CaseEvent,
    CaseSubject,
    ClockInterval,
    Escalation,
    EscalationRung,
    TermRule,
)
from kholboo.feedback.queries.escalation import to_report
from kholboo.feedback.rules import CaseKind, EventKind, SubjectWhy
from kholboo.feedback.services import citizen
from kholboo.feedback.services.cases import ask_citizen
from kholboo.feedback.services.escalation import NewRung, add_rung, climb, end_rung
from kholboo.feedback.services.timeline import first_broken
from kholboo.feedback.tests import factories, stories
from kholboo.feedback.tests.desk import desk, html, orkhon, person, verification
from kholboo.notifications.models import Delivery
from kholboo.notifications.queries import opened

pytestmark = pytest.mark.django_db
TODAY = clock.local_date(clock.now())


@pytest.fixture(autouse=True)
def _no_ladder():
    EscalationRung.objects.all().delete()


def rung(**columns):
    usual = {"share": 75, "tell": Role.UNIT_HEAD, "valid_from": TODAY - timedelta(days=900)}
    if "hours" in columns:
        usual["share"] = None
    return EscalationRung.objects.create(**{**usual, **columns})


def aged(case, days):
    """The same case as if all of it had begun `days` earlier."""
    back = timedelta(days=days)
    Case.objects.filter(pk=case.pk).update(
        received_at=F("received_at") - back,
        clock_started_at=F("clock_started_at") - back,
        due_at=F("due_at") - back,
        due_on=case.due_on - back if case.due_on else None,
    )
    return stories.fresh(case)


def told():
    """Whom the letters went to, masked addresses opened."""
    rows = Delivery.objects.filter(key__startswith="feedback:rung:").order_by("pk")
    return [opened(row)["to"] for row in rows]


def test_a_share_of_the_term_fires_when_it_has_gone_and_not_before():
    one = rung(share=75)
    early, late = aged(orkhon(), 22), aged(orkhon(), 24)

    assert to_report(one, now=clock.now(), limit=10) == [late.pk]
    assert climb() == 1
    assert stories.fresh(early).escalated_at is None


def test_hours_reach_also_a_case_without_a_term():
    rung(hours=24, unassigned_only=True)
    aged(orkhon(person=factories.NOBODY), 2)
    orkhon()

    assert climb() == 1


def test_each_rung_once_however_often_it_is_asked():
    rung(share=50)
    rung(share=80, tell=Role.OFFICE_HEAD)
    case = aged(orkhon(), 29)

    assert [climb(), climb(), climb()] == [2, 0, 0]

    assert Escalation.objects.filter(case=case).count() == 2
    assert CaseEvent.objects.filter(case=case, kind=EventKind.ESCALATED).count() == 2
    assert Entry.objects.filter(action="feedback.case_escalated").count() == 2
    assert first_broken(case) is None


def test_a_new_round_is_reported_anew_and_loses_its_mark():
    rung(share=75)
    case = aged(orkhon(), 29)
    climb()
    case, _answer = stories.answered(stories.fresh(case))
    case = citizen.reopen_case(case, reason="Хэвээр байна.")
    assert case.escalated_at is None
    assert climb() == 0
    aged(case, 29)

    assert climb() == 1
    assert list(Escalation.objects.values_list("round", flat=True).order_by("pk")) == [1, 2]


def test_the_unit_head_then_the_next_one_up():
    rung(tell=Role.UNIT_HEAD)
    aged(verification(), 29)
    aged(orkhon(), 29)  # a department has no units: its head

    climb()

    assert sorted(told()) == ["head.orkhon@demo.invalid", "head.verification@demo.invalid"]
    assert set(Escalation.objects.values_list("told", flat=True)) == {
        Role.UNIT_HEAD,
        Role.OFFICE_HEAD,
    }


def test_where_nobody_holds_the_post_the_agency_head_is_told():
    rung(tell=Role.UNIT_HEAD)
    Post.objects.filter(role__in=[Role.UNIT_HEAD, Role.OFFICE_HEAD]).update(
        until=TODAY - timedelta(days=1), since=TODAY - timedelta(days=9)
    )
    aged(orkhon(), 29)

    climb()

    assert told() == ["agency.head@demo.invalid"]


def test_whom_the_case_is_about_is_not_told():
    rung(tell=Role.OFFICE_HEAD)
    case = aged(orkhon(), 29)
    CaseSubject.objects.create(
        case=case,
        user=person("head.orkhon"),
        why=SubjectWhy.COMPLAINED,
        named_by=person("agency.head"),
        at=clock.now(),
    )

    climb()

    assert told() == ["agency.head@demo.invalid"]


def test_one_letter_names_all_cases_of_a_head():
    rung(tell=Role.OFFICE_HEAD)
    cases = [aged(orkhon(), 29) for _each in range(3)]

    climb()

    text = opened(Delivery.objects.get(key__startswith="feedback:rung:"))["text"]
    assert all(case.number in text for case in cases)


def test_what_nobody_has_taken_goes_up_first():
    late = rung(share=50, tell=Role.OFFICE_HEAD)
    untaken = rung(hours=9, unassigned_only=True)
    aged(orkhon(), 29)

    climb()

    reported = Escalation.objects.order_by("pk").values_list("rung", flat=True)
    assert list(reported) == [untaken.pk, late.pk]


def test_unassigned_only_leaves_a_case_in_hand():
    rung(hours=24, unassigned_only=True)
    taken, _officer = stories.taken(orkhon())
    aged(taken, 5)
    assert climb() == 0


def test_a_kind_and_days_of_validity_are_kept():
    rung(kind=CaseKind.SUGGESTION)
    rung(valid_until=TODAY - timedelta(days=1))
    rung(valid_from=TODAY + timedelta(days=1))
    aged(orkhon(), 29)

    assert climb() == 0


def waiting(days, stood):
    """A case that began `days` ago and has waited for the citizen since `stood` days."""
    case, officer = stories.taken(orkhon())
    case = ask_citizen(case, text="Аль зах вэ?", actor=officer)
    case = aged(case, days)
    ClockInterval.objects.filter(case=case, is_running=False).update(
        started_at=clock.now() - timedelta(days=stood)
    )
    return case


def test_a_stopped_clock_reports_nothing_and_its_days_do_not_count():
    one = rung(share=75)
    TermRule.objects.filter(kind=CaseKind.COMPLAINT).update(waiting_stops=True, rolls_forward=False)
    case = waiting(24, stood=10)
    assert climb() == 0  # it stands still now

    case = citizen.send_message(case, text="Нарантуул", documents=[])
    assert climb() == 0  # 14 days of 30 have gone
    # Its last day ends at midnight, so the term is 30 days and a part of one.
    later = [clock.now() + timedelta(days=days) for days in (8, 10)]
    assert [to_report(one, now=now, limit=5) for now in later] == [[], [case.pk]]


def test_where_waiting_does_not_stop_the_clock_the_case_is_reported():
    rung(share=75)
    waiting(24, stood=10)

    assert climb() == 1


def test_the_inbox_marks_it_red_and_has_a_queue_of_its_own():
    rung(share=75, tell=Role.OFFICE_HEAD)
    case, other = aged(orkhon(), 29), orkhon()
    climb()

    page = html(desk("head.orkhon").get("/desk/?queue=escalated"))

    assert case.number in page
    assert other.number not in page
    assert "chip-bad" in page
    story = html(desk("head.orkhon").get(f"/desk/{case.number}/"))
    assert "Дээд шатанд" in story


def test_the_citizen_does_not_see_it():
    rung(share=75)
    case = aged(orkhon(), 29)
    climb()

    assert not CaseEvent.objects.get(case=case, kind=EventKind.ESCALATED).is_public


def test_an_administrator_adds_a_rung_and_ends_it():
    browser = desk("administrator")
    given = {
        "share": "",
        "hours": "24",
        "unassigned_only": "on",
        "tell": Role.UNIT_HEAD,
        "kind": "",
        "valid_from_year": TODAY.year,
        "valid_from_month": TODAY.month,
        "valid_from_day": TODAY.day,
    }
    assert browser.post("/desk/escalation/", {**given, "share": "50"}).status_code == 422
    assert browser.post("/desk/escalation/", given).status_code == 302
    made = EscalationRung.objects.get()
    assert (made.hours, made.tell, made.unassigned_only) == (24, Role.UNIT_HEAD, True)
    assert "24" in html(browser.get("/desk/escalation/"))

    asked = browser.get(f"/en/desk/escalation/{made.pk}/end/")

    assert "End this rung?" in html(asked)
    assert EscalationRung.objects.exists()

    browser.post(f"/desk/escalation/{made.pk}/end/")

    assert not EscalationRung.objects.exists()  # of today, and it reported nothing
    assert Entry.objects.filter(action="feedback.rung_ended").count() == 1


def test_a_rung_that_reported_ends_and_stays():
    one = rung()
    aged(orkhon(), 29)
    climb()

    end_rung(one, actor=person("administrator"))

    one.refresh_from_db()
    assert one.valid_until == TODAY - timedelta(days=1)
    with pytest.raises(RuleBroken):
        end_rung(one, actor=person("administrator"))


def test_share_or_hours_and_never_both():
    new = NewRung("", TODAY, 50, 24, False, Role.UNIT_HEAD, False)
    with pytest.raises(RuleBroken):
        add_rung(new, actor=person("administrator"))


@pytest.mark.parametrize("name", ["head.orkhon", "officer.orkhon", "auditor"])
def test_the_ladder_is_the_administrators(name):
    assert desk(name).get("/desk/escalation/").status_code == 403
