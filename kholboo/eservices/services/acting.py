"""What a service task of a drawing may name: functions of ours, each in the transaction of the move."""

from collections.abc import Callable, Mapping

from kholboo.accounts.models import User
from kholboo.eservices.services.granting import grant_certificate
from kholboo.eservices.services.holding import Held

Action = Callable[[Held, User | None], None]
# The same names stand in engine/actions.py, where publication checks them.
DONE: Mapping[str, Action] = {
    "grant_certificate": grant_certificate,
}


def act(name: str, held: Held, *, actor: User | None) -> None:
    DONE[name](held, actor)
