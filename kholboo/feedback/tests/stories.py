"""Cases further on in their story: taken, asked, answered; each step through its service."""

from typing import Any

from kholboo.accounts.models import User
from kholboo.accounts.roles import Role
from kholboo.agency.tests.factories import staff_user
from kholboo.feedback.models import Answer, Case
from kholboo.feedback.rules import Outcome
from kholboo.feedback.services.answers import Decision, answer_case
from kholboo.feedback.services.cases import ask_citizen, take_case
from kholboo.feedback.tests import factories

DECISION = Decision(
    outcome=Outcome.PARTLY,
    text="Жинг 9 дүгээр сарын 3-нд шалгалаа. 5 кг-ийн ачаанд 0,4 кг дутуу хэмжиж байв.",
    ground="Хэмжил зүйн тухай хууль, 12 дугаар зүйл",
    remedy="30 хоногийн дотор дээд шатны байгууллагад гомдол гаргаж болно.",
)


def officer(case: Case, **more: object) -> User:
    """An officer who works in the case's office and unit."""
    return staff_user(Role.OFFICER, case.office, case.unit, **more)


def taken(case: Case | None = None, **more: Any) -> tuple[Case, User]:
    """A case an officer works on, and the officer."""
    case = case or factories.case(**more)
    actor = officer(case)
    return take_case(case, actor=actor), actor


def asked(text: str = "Жингийн дугаар хэд вэ?", **more: Any) -> tuple[Case, User]:
    """A case whose citizen was asked something."""
    case, actor = taken(**more)
    return ask_citizen(case, text=text, actor=actor), actor


def answered(
    case: Case | None = None, *, decision: Decision = DECISION, actor: User | None = None, **more
) -> tuple[Case, Answer]:
    """An answered case and its answer; without a `case` and an `actor` both are made."""
    if case is None or actor is None:
        case, actor = taken(case, **more)
    answer = answer_case(case, decision, round=case.round, actor=actor)
    return fresh(case), answer


def fresh(case: Case) -> Case:
    """The row as it stands now."""
    return Case.objects.select_related("office", "unit", "rule", "handler", "contact").get(
        pk=case.pk
    )
