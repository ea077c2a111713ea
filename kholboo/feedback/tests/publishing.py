"""Answers on their way to everybody, each step through its service."""

from typing import Any

from kholboo.accounts.roles import Role
from kholboo.agency.tests.factories import staff_user
from kholboo.feedback.models import PublishedAnswer
from kholboo.feedback.services import published
from kholboo.feedback.services.published import Proposal
from kholboo.feedback.tests import stories

QUESTION = "Захын жинг хэн, хэзээ шалгадаг вэ?"
ANSWER = "Жинг жил бүр баталгаажуулна. Тэмдгийг жингийн хажуугаас харна."


def proposal(**more: Any) -> Proposal:
    usual = {"question": QUESTION, "answer": ANSWER, "service": None, "is_general": False}
    return Proposal(**{**usual, **more})


def proposed(case=None, **more: Any) -> PublishedAnswer:
    """Proposed by an officer from an answered case; `more` replaces parts of the proposal."""
    if case is None:
        case, _answer = stories.answered()
    return published.propose_answer(case, proposal(**more), actor=stories.officer(case))


def head_of(case):
    return staff_user(Role.OFFICE_HEAD, case.office)


def out(case=None, **more: Any) -> PublishedAnswer:
    """Read by everybody, with the citizen's consent."""
    row = proposed(case, **more)
    if not row.is_general:
        published.give_consent(row.case)
    return published.publish_answer(row, actor=head_of(row.case))
