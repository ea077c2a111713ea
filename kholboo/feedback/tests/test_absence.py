"""Somebody is away: their deputy sees and does the work, and history says who acted."""

from collections import Counter
from datetime import timedelta

import pytest

from kholboo.accounts.roles import Role
from kholboo.agency.models import Absence, AbsenceKind
from kholboo.agency.services.absence import NewAbsence, end_absence, set_absence
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import NotFound, RuleBroken
from kholboo.feedback.models import Case, CaseEvent, CaseSubject, Escalation
from kholboo.feedback.queries import inbox
from kholboo.feedback.queries.inbox import Filters, Queue
from kholboo.feedback.rules import CaseStatus, EventKind, SubjectWhy
from kholboo.feedback.services import cases, citizen, escalation, messages
from kholboo.feedback.services.bulk import assign_many
from kholboo.feedback.tests import stories
from kholboo.feedback.tests.desk import desk, html, orkhon, person, verification
from kholboo.notifications.models import Delivery
from kholboo.notifications.queries import opened

pytestmark = pytest.mark.django_db


def day(n=0):
    return clock.local_date(clock.now()) + timedelta(days=n)


def away(who="officer.orkhon", deputy="officer2.orkhon", since=0, until=9, by="head.orkhon"):
    new = NewAbsence(person(who), person(deputy), day(since), day(until), AbsenceKind.LEAVE)
    return set_absence(new, actor=person(by))


def of_bold(case=None):
    """A case in the hands of the officer of Orkhon, not begun yet."""
    return cases.assign_case(
        case or orkhon(), handler=person("officer.orkhon"), unit=None, actor=person("head.orkhon")
    )


def mine(name):
    page = inbox.inbox(person(name), Filters(queue=Queue.MINE), now=clock.now())
    return [row.number for row in page.rows]


def test_the_deputy_has_the_case_among_their_own_only_while_it_lasts():
    case = of_bold()
    assert mine("officer2.orkhon") == []
    row = away()
    assert mine("officer2.orkhon") == [case.number]

    end_absence(row, actor=person("head.orkhon"))

    assert mine("officer2.orkhon") == []


def test_an_absence_to_come_or_gone_gives_nothing():
    of_bold()
    away(since=1)
    Absence.objects.create(
        person=person("officer.orkhon"),
        deputy=person("officer2.orkhon"),
        since=day(-9),
        until=day(-1),
        kind="leave",
    )
    assert mine("officer2.orkhon") == []


def test_the_deputy_works_on_it_and_history_says_who_acted():
    case = of_bold()
    away()
    deputy = person("officer2.orkhon")

    case = cases.take_case(case, actor=deputy)
    case = cases.ask_citizen(case, text="Аль зах вэ?", actor=deputy)

    assert case.handler == person("officer.orkhon")
    assert case.status == CaseStatus.WAITING
    taken = Entry.objects.get(action="feedback.case_taken")
    assert (taken.actor, taken.facts["in_place_of"]) == (deputy, case.handler_id)
    assert CaseEvent.objects.get(case=case, kind=EventKind.QUESTION).actor == deputy


def test_a_colleague_who_is_no_deputy_takes_nothing_from_who_is_away():
    case = of_bold()
    away(deputy="head.orkhon")
    with pytest.raises(RuleBroken):
        cases.take_case(case, actor=person("officer2.orkhon"))


def test_a_deputy_from_another_unit_reaches_the_case():
    case, officer = verification(), person("officer.verification")
    case = cases.assign_case(case, handler=officer, unit=case.unit, actor=person("agency.head"))
    stranger = desk("officer.administration")
    assert stranger.get(f"/desk/{case.number}/").status_code == 404
    away("officer.verification", "officer.administration", by="agency.head")

    page = html(desk("officer.administration").get(f"/desk/{case.number}/"))

    assert f"/desk/{case.number}/take/" in page


def test_letters_go_to_both():
    case = of_bold()
    away()
    citizen.send_message(case, text="Нэмэлт", documents=[])
    event = CaseEvent.objects.get(case=case, kind=EventKind.MESSAGE)

    messages.tell(event.pk)

    to = {opened(row)["to"] for row in Delivery.objects.filter(key__contains=f":{event.pk}:")}
    assert to == {"officer.orkhon@demo.invalid", "officer2.orkhon@demo.invalid"}


def test_the_ladder_tells_the_deputy_of_a_head_who_is_away_too():
    orkhon()
    Case.objects.update(clock_started_at=clock.now() - timedelta(days=99))
    away("head.orkhon", "officer.orkhon")
    escalation.climb()
    rows = Delivery.objects.filter(key__startswith="feedback:rung:")

    to = Counter(opened(row)["to"] for row in rows)

    rungs = Escalation.objects.filter(told=Role.OFFICE_HEAD).count()
    assert rungs
    assert to["officer.orkhon@demo.invalid"] == to["head.orkhon@demo.invalid"] == rungs


def test_a_deputy_the_case_is_about_sees_and_reads_nothing():
    case = of_bold()
    away()
    CaseSubject.objects.create(
        case=case,
        user=person("officer2.orkhon"),
        why=SubjectWhy.COMPLAINED,
        named_by=person("head.orkhon"),
        at=clock.now(),
    )
    citizen.send_message(case, text="Нэмэлт", documents=[])
    event = CaseEvent.objects.get(case=case, kind=EventKind.MESSAGE)
    messages.tell(event.pk)

    assert mine("officer2.orkhon") == []
    assert not Delivery.objects.filter(key=f"feedback:{event.pk}:deputy").exists()


def test_assigning_to_who_is_away_names_the_deputy_and_can_be_insisted_on():
    case = orkhon()
    away()
    head = desk("head.orkhon")
    address, officer = f"/desk/{case.number}/assign/", person("officer.orkhon")
    refused = head.post(address, {"handler": officer.pk})
    assert refused.status_code == 422
    assert person("officer2.orkhon").short_name in html(refused)
    assert "despite_absence" in html(refused)
    assert stories.fresh(case).handler is None

    assert head.post(address, {"handler": officer.pk, "despite_absence": "on"}).status_code == 302

    assert stories.fresh(case).handler == officer


def test_several_at_once_are_refused_with_the_deputys_name():
    case = orkhon()
    away()
    result = assign_many(
        [case.number], handler=person("officer.orkhon"), actor=person("head.orkhon")
    )
    assert person("officer2.orkhon").short_name in result.refused[0].problem


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"since": 5, "until": 3}, "until"),
        ({"since": -5, "until": -1}, "until"),
        ({"deputy": "officer.orkhon"}, "deputy"),
    ],
)
def test_a_wrong_absence_is_refused_at_its_field(wrong, field):
    with pytest.raises(RuleBroken) as caught:
        away(**wrong)
    assert caught.value.field == field


def test_spans_do_not_overlap_and_a_deputy_is_there():
    away()
    with pytest.raises(RuleBroken):
        away(since=3, until=20)
    with pytest.raises(RuleBroken):
        away("officer2.orkhon", "officer.orkhon")


def test_nobody_writes_down_other_offices_people():
    with pytest.raises(NotFound):
        away(by="head.uvs")
    with pytest.raises(NotFound):
        away(by="officer2.orkhon")


def test_ones_own_absence_on_the_page():
    browser = desk("officer.orkhon")
    first, last = day(), day(5)
    given = {
        "person": person("officer.orkhon").pk,
        "kind": "leave",
        "deputy": person("officer2.orkhon").pk,
        **{f"since_{part}": getattr(first, part) for part in ("year", "month", "day")},
        **{f"until_{part}": getattr(last, part) for part in ("year", "month", "day")},
    }
    assert browser.post("/agency/absence/", given).status_code == 302
    page = html(browser.get("/agency/absence/"))
    assert person("officer2.orkhon").short_name in page
    row = Absence.objects.get()
    assert desk("head.uvs").post(f"/agency/absence/{row.pk}/end/").status_code == 404

    assert browser.post(f"/agency/absence/{row.pk}/end/").status_code == 302

    assert not Absence.objects.exists()
    actions = set(Entry.objects.filter(action__startswith="agency.absence").values_list("action"))
    assert actions == {("agency.absence_set",), ("agency.absence_ended",)}
