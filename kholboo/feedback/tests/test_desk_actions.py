"""Which doors the case page shows: the whole table of states and rights."""

import pytest

from kholboo.feedback.actions import Act, allowed
from kholboo.feedback.rights import PERMISSIONS
from kholboo.feedback.rules import OPEN, CaseStatus
from kholboo.feedback.views.desk_words import DOORS

REGISTER, TAKE, ASSIGN, ANSWER, ASK, CLOSE, NOTE = (
    Act.REGISTER, Act.TAKE, Act.ASSIGN, Act.ANSWER, Act.ASK, Act.CLOSE, Act.NOTE,
)  # fmt: skip
SUSPEND, RESUME, EXTEND = Act.SUSPEND, Act.RESUME, Act.EXTEND
EVERYTHING = frozenset(PERMISSIONS)
OPERATOR = frozenset({"feedback.read_case", "feedback.register_case", "feedback.note_case"})
OFFICER = EVERYTHING - {
    "feedback.assign_case",
    "feedback.change_terms",
    "feedback.suspend_case",
    "feedback.extend_term",
}
AUDITOR = frozenset({"feedback.read_case"})

OF_A_HEAD = {
    CaseStatus.RECEIVED: [REGISTER, TAKE, ASSIGN, NOTE],
    CaseStatus.REGISTERED: [TAKE, ASSIGN, ANSWER, NOTE],
    CaseStatus.ASSIGNED: [ASSIGN, ANSWER, SUSPEND, NOTE],
    CaseStatus.IN_WORK: [ASSIGN, ANSWER, SUSPEND, NOTE],
    CaseStatus.WAITING: [ASSIGN, ANSWER, NOTE],
    CaseStatus.SUSPENDED: [RESUME, ASSIGN, ANSWER, NOTE],
    CaseStatus.REOPENED: [TAKE, ASSIGN, ANSWER, NOTE],
    CaseStatus.ANSWERED: [CLOSE, NOTE],
    CaseStatus.CLOSED: [NOTE],
    CaseStatus.FORWARDED: [NOTE],
    CaseStatus.WITHDRAWN: [NOTE],
}
OF_ITS_HANDLER = {
    CaseStatus.ASSIGNED: [TAKE, ANSWER, ASK, NOTE],
    CaseStatus.IN_WORK: [ANSWER, ASK, NOTE],
    CaseStatus.WAITING: [TAKE, ANSWER, ASK, NOTE],
    CaseStatus.SUSPENDED: [RESUME, ANSWER, NOTE],
    CaseStatus.REOPENED: [TAKE, ANSWER, ASK, NOTE],
    CaseStatus.ANSWERED: [CLOSE, NOTE],
    CaseStatus.CLOSED: [NOTE],
}


def test_the_table_knows_every_state():
    assert set(OF_A_HEAD) == set(CaseStatus)


@pytest.mark.parametrize(("status", "expected"), OF_A_HEAD.items())
def test_somebody_with_every_right_who_does_not_hold_the_case(status, expected):
    assert allowed(status, is_handler=False, permissions=EVERYTHING) == expected


@pytest.mark.parametrize(("status", "expected"), OF_ITS_HANDLER.items())
def test_the_officer_who_holds_the_case(status, expected):
    assert allowed(status, is_handler=True, permissions=OFFICER) == expected


@pytest.mark.parametrize("status", CaseStatus)
def test_an_operator_registers_and_notes_and_no_more(status):
    expected = [REGISTER, NOTE] if status == CaseStatus.RECEIVED else [NOTE]

    assert allowed(status, is_handler=False, permissions=OPERATOR) == expected


@pytest.mark.parametrize("is_handler", [True, False])
@pytest.mark.parametrize("status", CaseStatus)
def test_an_auditor_only_reads(status, is_handler):
    assert allowed(status, is_handler=is_handler, permissions=AUDITOR) == []


@pytest.mark.parametrize("status", CaseStatus)
def test_the_head_of_the_office_extends_what_is_open(status):
    acts = allowed(status, is_handler=False, permissions=EVERYTHING, may_extend=True)

    assert (EXTEND in acts) == (status in OPEN)


def test_one_letter_opens_one_door():
    letters = [door.key for door in DOORS.values()]

    assert sorted(set(letters)) == sorted(letters)
