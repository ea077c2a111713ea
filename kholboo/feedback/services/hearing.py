"""The citizen's word waits at the desk until somebody of ours does something about it."""

from kholboo.accounts.models import User
from kholboo.agency.absence import hands_of
from kholboo.feedback.models import Case


def hear(case: Case, actor: User) -> None:
    """`actor` did something in a locked case: a low rating is seen to by anybody of ours, what the
    citizen wrote by who holds the case (or stands in for them).
    """
    if case.unhappy_at:
        case.unhappy_at = None
        case.save(update_fields=["unhappy_at"])
    if case.wrote_at and (case.handler_id is None or case.handler_id in hands_of(actor)):
        case.wrote_at = None
        case.save(update_fields=["wrote_at"])
