"""What an officer may do to a case now: a pure function of its state and the person's rights.

The services hold the rules; this only decides which doors the page shows, and in which order.
"""

from collections.abc import Collection
from enum import StrEnum

from kholboo.feedback.rules import IN_HAND, OPEN, UNSORTED, CaseStatus


class Act(StrEnum):
    REGISTER = "register"
    TAKE = "take"
    ASSIGN = "assign"
    ANSWER = "answer"
    ASK = "ask"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    FORWARD = "forward"
    POST = "posted"
    CLOSE = "close"
    NOTE = "note"
    ASSESS = "assess"
    INVESTIGATE = "investigate"
    MEASURE = "measure"
    LINK = "link"
    SUBJECTS = "subjects"


NEEDS: dict[Act, str] = {
    Act.REGISTER: "feedback.register_case",
    Act.TAKE: "feedback.take_case",
    Act.ASSIGN: "feedback.assign_case",
    Act.ANSWER: "feedback.answer_case",
    Act.ASK: "feedback.answer_case",
    Act.SUSPEND: "feedback.suspend_case",
    Act.RESUME: "feedback.answer_case",
    Act.EXTEND: "feedback.extend_term",
    Act.FORWARD: "feedback.forward_case",
    Act.POST: "feedback.forward_case",
    Act.CLOSE: "feedback.answer_case",
    Act.NOTE: "feedback.note_case",
    Act.ASSESS: "feedback.assess_case",
    Act.INVESTIGATE: "feedback.investigate_case",
    Act.MEASURE: "feedback.investigate_case",
    Act.LINK: "feedback.link_case",
    Act.SUBJECTS: "feedback.name_subject",
}
# So many actions stand as keys of their own; the rest waits behind "other actions".
AT_HAND = 5
# What a handler has not begun yet, or laid aside while the citizen was asked.
_TO_BEGIN = frozenset({CaseStatus.ASSIGNED, CaseStatus.WAITING})
_TO_SUSPEND = frozenset({CaseStatus.ASSIGNED, CaseStatus.IN_WORK})


def allowed(  # noqa: PLR0913  # what the page knows of the case and the person
    status: CaseStatus,
    *,
    is_handler: bool,
    permissions: Collection[str],
    may_extend: bool = False,
    awaits_post: bool = False,
    is_unhappy: bool = False,
) -> list[Act]:
    """What this person may do now; the first is what usually comes next.

    `may_extend`: they head the office and the term can still be extended. `awaits_post`: the case
    was passed on and its letter has still to be posted. `is_unhappy`: the citizen rated the answer
    low and nobody has seen to it; that comes before closing.
    A new case is registered before it is answered, so that its kind, office and term are right.
    Who does not hold the case may still answer it (a colleague is ill, a head steps in), but
    finds that door after the others.
    """
    usual = [Act.POST] if awaits_post else []
    usual += _of_handler(status) if is_handler else _of_others(status)
    if is_unhappy and Act.NOTE in usual:
        usual = [Act.NOTE, *(act for act in usual if act != Act.NOTE)]
    return [act for act in usual if NEEDS[act] in permissions and (may_extend or act != Act.EXTEND)]


# What belongs to no step of the way: offered behind "other actions", in this order.
_ASIDE: dict[Act, Collection[CaseStatus]] = {
    Act.FORWARD: OPEN,
    Act.ASSESS: OPEN,
    Act.INVESTIGATE: OPEN,
    # A measure may outlive the answer: the proof comes months later.
    Act.MEASURE: OPEN | {CaseStatus.ANSWERED, CaseStatus.CLOSED},
    Act.LINK: OPEN | {CaseStatus.ANSWERED},
    Act.SUBJECTS: frozenset(CaseStatus),
}


def aside(status: CaseStatus, *, permissions: Collection[str]) -> list[Act]:
    """What may be done beside the way of the case, by whoever may see it."""
    return [act for act, when in _ASIDE.items() if status in when and NEEDS[act] in permissions]


def _of_handler(status: CaseStatus) -> list[Act]:
    acts: list[Act] = []
    if status in _TO_BEGIN or status in UNSORTED:
        acts.append(Act.TAKE)
    if status == CaseStatus.SUSPENDED:
        acts += [Act.RESUME, Act.ANSWER, Act.ASSIGN]
    elif status in IN_HAND or status == CaseStatus.REOPENED:
        acts += [Act.ANSWER, Act.ASK, Act.ASSIGN]
    return acts + _of_anybody(status)


def _of_others(status: CaseStatus) -> list[Act]:
    acts: list[Act] = []
    if status == CaseStatus.RECEIVED:
        acts.append(Act.REGISTER)
    if status in UNSORTED:
        acts.append(Act.TAKE)
    if status == CaseStatus.SUSPENDED:
        acts.append(Act.RESUME)
    if status in OPEN:
        acts.append(Act.ASSIGN)
        if status != CaseStatus.RECEIVED:
            acts.append(Act.ANSWER)
    return acts + _of_anybody(status)


def _of_anybody(status: CaseStatus) -> list[Act]:
    acts: list[Act] = []
    if status in _TO_SUSPEND:
        acts.append(Act.SUSPEND)
    if status in OPEN:
        acts.append(Act.EXTEND)
    if status == CaseStatus.ANSWERED:
        acts.append(Act.CLOSE)
    return [*acts, Act.NOTE]
