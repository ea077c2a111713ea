"""Changing a term: dated rows, recounted cases, and who may do it."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.accounts.access import SECOND_FACTOR
from kholboo.agency.models import Post
from kholboo.audit.models import Entry
from kholboo.core import clock
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import TermRule
from kholboo.feedback.queries.terms import rule_for
from kholboo.feedback.rules import CaseKind
from kholboo.feedback.services import clockwork, terms
from kholboo.feedback.services.terms import NewRule
from kholboo.feedback.term import DayUnit
from kholboo.feedback.tests import factories

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


def administrator():
    return Post.objects.filter(role="administrator").first().user


def test_a_new_rule_ends_the_one_before_and_recounts_open_cases():
    case = factories.case(kind=CaseKind.SUGGESTION)
    assert case.due_on == case.received_at.astimezone(case.office.zone).date() + timedelta(days=90)

    terms.change_rule(new_rule(), actor=administrator())
    moved = clockwork.recompute_open_cases(reason="rule")

    case.refresh_from_db()
    assert moved == 1
    assert case.due_on == case.received_at.astimezone(case.office.zone).date() + timedelta(days=60)
    entry = Entry.objects.get(action="feedback.term_changed")
    assert entry.facts["after"] == case.due_on.isoformat()
    assert ProcrastinateJob.objects.filter(task_name="feedback.recompute_terms").count() == 1


def test_yesterdays_cases_keep_yesterdays_rule():
    today = clock.local_date(clock.now())
    terms.change_rule(new_rule(valid_from=today), actor=administrator())

    assert rule_for(CaseKind.SUGGESTION, today - timedelta(days=1)).days == 90
    assert rule_for(CaseKind.SUGGESTION, today).days == 60


def test_history_is_not_rewritten():
    with pytest.raises(RuleBroken) as refused:
        terms.change_rule(new_rule(valid_from=date(1990, 1, 1)), actor=administrator())

    assert refused.value.field == "valid_from"
    assert TermRule.objects.filter(kind=CaseKind.SUGGESTION).count() == 1


def test_recounting_twice_moves_nothing_the_second_time():
    factories.case(kind=CaseKind.SUGGESTION)
    terms.change_rule(new_rule(), actor=administrator())

    assert clockwork.recompute_open_cases(reason="rule") == 1
    assert clockwork.recompute_open_cases(reason="rule") == 0


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("officer", 403)])
def test_only_the_administrator_opens_the_page(client, role, status):
    client.force_login(Post.objects.filter(role=role).first().user)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()

    assert client.get("/desk/terms/").status_code == status


def test_a_rule_with_mistakes_is_refused_with_everything_that_was_typed(client):
    client.force_login(administrator())
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()

    page = client.post("/desk/terms/", {"kind": "complaint", "days": "0", "basis_mn": "Хуулийн 16"})

    assert page.status_code == 422
    assert "Хуулийн 16" in page.text
    assert TermRule.objects.filter(kind="complaint").count() == 1
