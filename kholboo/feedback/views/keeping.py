"""What is typed at the desk stays in the officer's own browser until it is sent.

Locked there with a key that only the signed-in person's page holds: after them another person at
the same desk finds nothing that can be read. The server keeps none of it.
"""

from dataclasses import dataclass

from kholboo.accounts.models import User
from kholboo.core.seal import derive_token


@dataclass(frozen=True)
class Kept:
    """Where the browser keeps the words of one form, and what opens them."""

    place: str
    key: str


def kept_for(user: User, *what: object) -> Kept:
    """`what` names the form: the act, the case's number, its round; the call."""
    form = ":".join(str(part) for part in (user.pk, *what))
    return Kept(place=derive_token("desk-place", form), key=derive_token("desk-words", form))
