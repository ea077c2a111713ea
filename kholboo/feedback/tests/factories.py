"""Cases for tests, made the way real ones are: through the services."""

from typing import Any
from uuid import uuid4

from kholboo.feedback.contacts import Person
from kholboo.feedback.models import Case
from kholboo.feedback.rules import CaseKind, Channel, PersonKind, ReplyBy
from kholboo.feedback.services.intake import NewCase, Receipt, receive_case

BOLD = Person(
    kind=PersonKind.PERSON,
    given_name="Болд",
    family_name="Дорж",
    address="Ховд аймаг, Жаргалант сум, 3 дугаар баг",
    phone="99112233",
    email="bold@example.mn",
    reply_by=ReplyBy.SMS,
)
NOBODY = Person(kind=PersonKind.UNNAMED)


def new_case(**more: Any) -> NewCase:
    """A complaint of Bold's about a scale, ready to be received; `more` replaces its parts."""
    usual: dict[str, Any] = {
        "client_key": uuid4(),
        "kind": CaseKind.COMPLAINT,
        "channel": Channel.WEB,
        "text": "Захын жин 5 килограмм мах дээр 400 грамм дутуу хэмжиж байна.",
        "wish": "Жинг шалгаж өгнө үү.",
        "person": BOLD,
    }
    return NewCase(**{**usual, **more})


def receipt(*, actor=None, **more: Any) -> Receipt:
    """A received case with its secret."""
    return receive_case(new_case(**more), actor=actor)


def case(*, actor=None, **more: Any) -> Case:
    """A received case, as the service left it: `case(person=NOBODY)`, `case(aimag=…)`."""
    return receipt(actor=actor, **more).case
