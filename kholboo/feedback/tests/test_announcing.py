"""Who answers for a unit or an office hears of new cases: one letter for all of a quarter hour."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kholboo.feedback.models import Case
from kholboo.feedback.services.announcing import announce
from kholboo.feedback.services.cases import take_case
from kholboo.feedback.tests import desk
from kholboo.notifications.models import Delivery
from kholboo.notifications.queries import opened

pytestmark = pytest.mark.django_db


def told():
    rows = Delivery.objects.filter(key__startswith="feedback:new:").order_by("pk")
    return [opened(row) for row in rows]


def jobs():
    return ProcrastinateJob.objects.filter(task_name="feedback.announce")


def run():
    for job in jobs():
        announce(**job.args)


def test_many_cases_of_an_office_are_one_letter_to_its_head():
    first, second = desk.orkhon(), desk.orkhon()
    assert jobs().count() == 1
    run()
    run()

    (letter,) = told()
    assert letter["to"] == desk.person("head.orkhon").email
    assert first.number in letter["text"]
    assert second.number in letter["text"]


def test_a_unit_of_the_head_office_is_told_to_its_own_head():
    case = desk.verification()
    run()

    (letter,) = told()
    assert letter["to"] == desk.person("head.verification").email
    assert case.number in letter["text"]


def test_what_has_its_officer_by_then_needs_no_letter():
    take_case(desk.orkhon(), actor=desk.person("officer.orkhon"))
    run()

    assert told() == []


def test_a_letter_names_so_many_and_says_that_there_are_more(monkeypatch):
    monkeypatch.setattr("kholboo.feedback.services.announcing.NAMED", 1)
    older, newer = desk.orkhon(), desk.orkhon()
    run()

    (letter,) = told()
    assert newer.number in letter["text"]
    assert older.number not in letter["text"]
    assert "болон бусад" in letter["text"] or "and others" in letter["text"]
    assert Case.objects.count() == 2
