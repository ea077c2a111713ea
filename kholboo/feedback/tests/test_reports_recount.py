"""Quarterly numbers equal an independent recount over random histories.

Histories are lived through the services, on a clock that we move. The recount walks the story of
each case in plain SQL (`recount.py`) and counts each term from the rule anew; it shares no line and
no column with the report, which reads the case itself.
"""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kholboo.agency.queries import aimags
from kholboo.core.errors import RuleBroken
from kholboo.feedback.models import Case, CompetentBody, TermRule
from kholboo.feedback.queries.report_form import Column
from kholboo.feedback.queries.reports import cases_behind, quarterly
from kholboo.feedback.queries.standing import Period
from kholboo.feedback.rules import CaseKind, Channel, LinkKind, Outcome, SuspendedFor
from kholboo.feedback.services import cases, citizen, clockwork
from kholboo.feedback.services.extension import extend_term
from kholboo.feedback.services.forwarding import Onward, forward_case
from kholboo.feedback.services.links import answer_with_duplicates, link_cases
from kholboo.feedback.services.naming import name_case
from kholboo.feedback.services.suspension import resume_case, suspend_case
from kholboo.feedback.tests import factories, stories
from kholboo.feedback.tests.desk import person
from kholboo.feedback.tests.recount import recount

pytestmark = pytest.mark.django_db

BEGAN = datetime(2026, 3, 20, 3, tzinfo=UTC)
COUNTED = datetime(2027, 9, 1, 3, tzinfo=UTC)
# A matter the law excludes is answered with its explanation, and is answered like any other.
NOT_OURS_TO_DECIDE = replace(stories.DECISION, outcome=Outcome.EXPLAINED)
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30), date(2026, 6, 20))


@contextmanager
def at(moment):
    with patch.object(timezone, "now", lambda: moment):
        yield


@contextmanager
def forgotten():
    """Everything inside is undone, so that each history begins on an empty page."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def head_of(case):
    return person("agency.head" if case.office.is_head else f"head.{case.office.aimag.slug}")


def step_of(case, name):
    """One act on the case by whoever may do it; what the rules refuse is not done."""
    case = stories.fresh(case)
    acts = {
        "answer": lambda: stories.answered(case, actor=stories.officer(case)),
        "explain": lambda: stories.answered(
            case, decision=NOT_OURS_TO_DECIDE, actor=stories.officer(case)
        ),
        "reopen": lambda: citizen.reopen_case(case, reason="Хэвээрээ"),
        "withdraw": lambda: citizen.withdraw_case(case, reason=""),
        "take": lambda: cases.take_case(case, actor=stories.officer(case)),
        "name": lambda: name_case(case, factories.BOLD, user=None),
        "close": lambda: cases.close_case(case, actor=None),
        "extend": lambda: extend_term(case, days=20, reason="Шинжилгээ", actor=head_of(case)),
        "suspend": lambda: suspend_case(
            case, why=SuspendedFor.COURT, text="Шүүх", until=None, actor=head_of(case)
        ),
        "resume": lambda: resume_case(case, actor=head_of(case)),
        "forward": lambda: forward_case(
            case,
            Onward(CompetentBody.objects.earliest("pk"), "Танайх биш"),
            actor=stories.officer(case),
        ),
        "duplicate": lambda: link_cases(
            case, Case.objects.earliest("pk"), kind=LinkKind.DUPLICATE, actor=stories.officer(case)
        ),
        "answer_all": lambda: answer_with_duplicates(
            case, stories.DECISION, round=case.round, actor=stories.officer(case)
        ),
    }
    try:
        with transaction.atomic():
            acts[name]()
    except RuleBroken:
        pass


ACTS = [
    "answer", "answer", "explain", "reopen", "reopen", "name", "withdraw", "take", "take", "close",
    "extend", "suspend", "suspend", "resume", "forward", "duplicate", "answer_all",
]  # fmt: skip
STEPS = st.tuples(
    st.sampled_from(ACTS),
    st.integers(min_value=0, max_value=45 * 24),  # hours after the step before
)
HISTORIES = st.tuples(
    st.integers(min_value=0, max_value=100 * 24),  # hours after BEGAN
    st.sampled_from(sorted(CaseKind)),
    st.sampled_from(sorted(Channel)),
    st.sampled_from(["orkhon", "uvs", ""]),
    st.booleans(),
    st.lists(STEPS, max_size=8),
)


ANSWERED_WHILE_SUSPENDED = (
    480, "complaint", "web", "orkhon", True, [("take", 1), ("suspend", 1), ("answer", 40 * 24)],
)  # fmt: skip
# The clock stood still until the end, long after the cut-off.
WITHDRAWN_WHILE_SUSPENDED = (
    480, "complaint", "web", "orkhon", True, [("take", 1), ("suspend", 1), ("withdraw", 150 * 24)],
)  # fmt: skip
FORWARDED_WHILE_SUSPENDED = (
    480, "complaint", "web", "orkhon", True, [("take", 1), ("suspend", 1), ("forward", 150 * 24)],
)  # fmt: skip


def live(history):
    after, kind, channel, aimag, is_named, steps = history
    moment = BEGAN + timedelta(hours=after)
    with at(moment):
        case = factories.case(
            kind=CaseKind(kind),
            channel=Channel(channel),
            aimag=aimags().get(slug=aimag) if aimag else None,
            person=factories.BOLD if is_named else factories.NOBODY,
        )
    for name, hours in steps:
        moment += timedelta(hours=hours)
        with at(moment):
            step_of(case, name)


def counted(report):
    return {
        (line.key, str(column)): line.counts[column]
        for line in [*report.offices, *report.kinds]
        for column in Column
        if line.counts[column]
    }


# Four reports over one set of lives: living them is what costs. Days from the quarter's cut-off.
CUTOFFS = st.lists(st.integers(-30, 60), min_size=4, max_size=4, unique=True)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(histories=[ANSWERED_WHILE_SUSPENDED], days=[0], stops=True, kind="complaint")
@example(histories=[ANSWERED_WHILE_SUSPENDED], days=[0], stops=False, kind="complaint")
@example(histories=[WITHDRAWN_WHILE_SUSPENDED], days=[0, 30], stops=True, kind="complaint")
@example(histories=[FORWARDED_WHILE_SUSPENDED], days=[0, 30], stops=True, kind="complaint")
@given(
    histories=st.lists(HISTORIES, min_size=1, max_size=14),
    days=CUTOFFS,
    stops=st.booleans(),
    kind=st.sampled_from(sorted(CaseKind)),
)
def test_the_numbers_equal_a_recount_of_the_stories(histories, days, stops, kind):
    with forgotten():
        TermRule.objects.update(suspension_stops=stops)
        for history in histories:
            live(history)
        with at(COUNTED):  # as every night: a clock that stands still moves its due date
            clockwork.recompute_open_cases(reason="test")
        head = person("agency.head")
        for more in days:
            period = Period(QUARTER.since, QUARTER.until, QUARTER.cutoff + timedelta(days=more))

            report = quarterly(head, period)

            assert counted(report) == recount(period, now=COUNTED)
        [line] = [line for line in report.kinds if line.key == kind]
        assert behind_fits(head, period, kind, line)
        assert behind_fits(head, period, "", report.total)


def behind_fits(head, period, kind, line):
    """Each number is as large as the list it opens."""
    return all(
        cases_behind(head, period, column, kind=kind).count() == line.counts[column]
        for column in Column
    )


def test_every_case_stands_in_one_place():
    with forgotten():
        for number in range(12):
            live((number * 200, "complaint", "web", "orkhon", number % 3 > 0, [("answer", 900)]))
        total = quarterly(person("agency.head"), QUARTER).total.counts

    parts = ("answered", "forwarded", "not_due", "overdue", "withdrawn", "no_term")
    assert total[Column.RECEIVED] == sum(total[Column(part)] for part in parts) > 0
    assert total[Column.CAME] == total[Column.RECEIVED] == total[Column.ELECTRONIC]


def test_a_reopening_after_the_cutoff_has_not_happened_yet():
    with forgotten():
        live((480, "complaint", "web", "orkhon", True, [("answer", 24), ("reopen", 24)]))
        head = person("agency.head")
        before = Period(QUARTER.since, QUARTER.until, date(2026, 4, 10))

        assert quarterly(head, before).total.counts[Column.ANSWERED] == 1
        assert quarterly(head, QUARTER).total.counts[Column.ANSWERED] == 0
        assert quarterly(head, QUARTER).total.counts[Column.OVERDUE] == 1
