"""Changing a term: dated rows, recounted cases, and who may do it."""

import re
from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.agency.models import Post
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import CaseEvent, TermRule
from kholboo.feedback.queries.terms import rule_for
from kholboo.feedback.rules import CaseKind, EventKind
from kholboo.feedback.services import clockwork, terms
from kholboo.feedback.services.clockwork import Foreseen
from kholboo.feedback.services.messages import tell
from kholboo.feedback.services.terms import NewRule
from kholboo.feedback.term import DayUnit
from kholboo.feedback.tests import desk, factories
from kholboo.notifications.models import Delivery

pytestmark = pytest.mark.django_db


def new_rule(**changes):
    facts = {
        "kind": CaseKind.SUGGESTION,
        "valid_from": clock.local_date(clock.now()),
        "days": 60,
        "unit": DayUnit.CALENDAR,
        "extension_days": 30,
        "reopen_days": 30,
        "waiting_stops": False,
        "suspension_stops": False,
        "rolls_forward": False,
        "is_confirmed": True,
        "basis_mn": "Хууль",
        "basis_en": "Law",
    }
    return NewRule(**{**facts, **changes})


def put_in_force(new, *, foreseen=None, **more):
    foreseen = foreseen or terms.foreseen_by(new)
    return terms.change_rule(new, foreseen=foreseen, actor=administrator(), **more)


def administrator():
    return Post.objects.filter(role="administrator").first().user


def test_a_new_rule_ends_the_one_before_and_recounts_open_cases():
    case = factories.case(kind=CaseKind.SUGGESTION)
    assert case.due_on == case.received_at.astimezone(case.office.zone).date() + timedelta(days=90)

    put_in_force(new_rule())
    moved = clockwork.recompute_open_cases(reason="rule")

    case.refresh_from_db()
    assert moved == 1
    assert case.due_on == case.received_at.astimezone(case.office.zone).date() + timedelta(days=60)
    entry = Entry.objects.get(action="feedback.term_changed")
    assert entry.facts["after"] == case.due_on.isoformat()
    assert ProcrastinateJob.objects.filter(task_name="feedback.recompute_terms").count() == 1
    told = CaseEvent.objects.get(case=case, kind=EventKind.TERM_CHANGED)
    jobs = ProcrastinateJob.objects.filter(task_name="feedback.tell", args={"event_id": told.pk})
    assert jobs.count() == 1
    tell(told.pk)
    assert Delivery.objects.filter(key=f"feedback:{told.pk}:citizen").count() == 1


def test_yesterdays_cases_keep_yesterdays_rule():
    today = clock.local_date(clock.now())
    put_in_force(new_rule(valid_from=today))

    assert rule_for(CaseKind.SUGGESTION, today - timedelta(days=1)).days == 90
    assert rule_for(CaseKind.SUGGESTION, today).days == 60


def test_history_is_not_rewritten():
    with pytest.raises(RuleBroken) as refused:
        put_in_force(new_rule(valid_from=date(1990, 1, 1)))

    assert refused.value.field == "valid_from"
    assert TermRule.objects.filter(kind=CaseKind.SUGGESTION).count() == 1


def test_recounting_twice_moves_nothing_the_second_time():
    factories.case(kind=CaseKind.SUGGESTION)
    put_in_force(new_rule())

    assert clockwork.recompute_open_cases(reason="rule") == 1
    assert clockwork.recompute_open_cases(reason="rule") == 0


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("officer", 403)])
def test_not_everybody_opens_the_page(client, role, status):
    client.force_login(Post.objects.filter(role=role).first().user)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()

    assert client.get("/desk/terms/").status_code == status


def test_the_agency_s_head_reads_the_terms_and_changes_none():
    head = desk.desk("agency.head")

    page = desk.html(head.get("/en/desk/terms/"))

    assert "extension: up to" in page
    assert "Only the administrator puts a new rule in force." in page
    assert "What would change?" not in page
    assert head.post("/en/desk/terms/", typed()).status_code == 403


def test_a_rule_with_mistakes_is_refused_with_everything_that_was_typed(client):
    client.force_login(administrator())
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()

    page = client.post("/desk/terms/", {"kind": "complaint", "days": "0", "basis_mn": "Хуулийн 16"})

    assert page.status_code == 422
    assert "Хуулийн 16" in page.text
    assert TermRule.objects.filter(kind="complaint").count() == 1


def test_a_rule_begins_today_at_the_earliest_whatever_was_before():
    yesterday = clock.local_date(clock.now()) - timedelta(days=1)

    with pytest.raises(RuleBroken) as refused:
        put_in_force(new_rule(valid_from=yesterday))

    assert refused.value.field == "valid_from"


@pytest.mark.parametrize(
    ("days", "foreseen"), [(60, Foreseen(2, 2)), (120, Foreseen(2, 0)), (90, Foreseen(0, 0))]
)
def test_what_would_move_is_foreseen_and_equals_what_moves(days, foreseen):
    for _twice in range(2):
        factories.case(kind=CaseKind.SUGGESTION)
    factories.case(kind=CaseKind.COMPLAINT)

    seen = terms.foreseen_by(new_rule(days=days))
    put_in_force(new_rule(days=days))

    assert seen == foreseen
    assert clockwork.recompute_open_cases(reason="rule") == foreseen.cases


def test_nobody_confirms_other_numbers_than_they_read():
    seen = terms.foreseen_by(new_rule())
    factories.case(kind=CaseKind.SUGGESTION)

    with pytest.raises(RuleBroken):
        put_in_force(new_rule(), foreseen=seen)


def test_an_unconfirmed_rule_takes_days_away_only_when_that_is_said():
    factories.case(kind=CaseKind.SUGGESTION)

    with pytest.raises(RuleBroken) as refused:
        put_in_force(new_rule(is_confirmed=False))
    put_in_force(new_rule(is_confirmed=False), says_earlier=True)

    assert refused.value.field == "says_earlier"
    entry = Entry.objects.get(action="feedback.term_rule_changed")
    assert (entry.facts["moves"], entry.facts["earlier"]) == (1, 1)


def typed(**more):
    today = clock.local_date(clock.now())
    words = {
        "kind": "suggestion", "days": "60", "unit": "calendar", "extension_days": "30",
        "valid_from_year": today.year, "valid_from_month": today.month,
        "valid_from_day": today.day,
        "reopen_days": "30", "basis_mn": "Хууль", "basis_en": "Law",
    }  # fmt: skip
    return {**words, **more}


def test_the_page_asks_once_more_with_the_numbers_before_anything_changes():
    factories.case(kind=CaseKind.SUGGESTION)
    browser = desk.desk("administrator")

    asked = browser.post("/en/desk/terms/", typed())
    before = TermRule.objects.filter(kind="suggestion").count()
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', asked.text))
    hidden.pop("csrfmiddlewaretoken", "")
    unsaid = browser.post("/en/desk/terms/", hidden)
    still = TermRule.objects.filter(kind="suggestion").count()
    done = browser.post("/en/desk/terms/", {**hidden, "says_earlier": "on"})

    assert "1 open case would change." in asked.text
    assert "1 of them gets an earlier day than its citizen was promised." in asked.text
    assert (before, still) == (1, 1)
    assert unsaid.status_code == 422
    assert done.status_code == 302
    assert TermRule.objects.filter(kind="suggestion").count() == 2


def test_a_rule_of_yesterday_is_refused_in_the_first_step():
    answer = desk.desk("administrator").post("/en/desk/terms/", typed(valid_from_year="2020"))

    assert answer.status_code == 422
    assert "begins today or later" in answer.text
    assert 'value="2020"' in answer.text


def test_going_back_keeps_what_was_typed():
    answer = desk.desk("administrator").post("/en/desk/terms/", typed(step="edit"))

    assert answer.status_code == 200
    assert 'value="60"' in answer.text
