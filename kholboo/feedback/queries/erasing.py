"""Requests to be erased: which wait for whom, and what became of them."""

from dataclasses import dataclass

from kholboo.accounts.models import User
from kholboo.feedback.models import Case, ErasureRequest
from kholboo.feedback.queries.desk import visible_cases
from kholboo.feedback.rules import RequestState

ERASE = "feedback.erase_person"
SHOWN = 200


@dataclass(frozen=True)
class Waiting:
    """The requests a head may decide, oldest first; `has_more` beyond those shown."""

    requests: list[ErasureRequest]
    has_more: bool


def waiting_for(user: User) -> Waiting:
    rows = list(
        ErasureRequest.objects.filter(
            state=RequestState.WAITING, case__in=visible_cases(user, ERASE).values("pk")
        ).select_related("case", "case__office", "entered_by")[: SHOWN + 1]
    )
    return Waiting(rows[:SHOWN], len(rows) > SHOWN)


def request_of(case: Case) -> ErasureRequest | None:
    """The newest request about a case, with who decided it."""
    requests = ErasureRequest.objects.filter(case=case).select_related("decided_by", "entered_by")
    return requests.order_by("-at", "-pk").first()
