"""What became of the messages that told the citizen: the proof beside each line of the story."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.core import planned
from kholboo.feedback.models import CaseEvent
from kholboo.feedback.rules import EventKind
from kholboo.notifications.models import Delivery
from kholboo.notifications.queries import deliveries_by_keys
from kholboo.notifications.rules import UNFINISHED, State

# Whom a message of an event goes to stands in its key.
TO_CITIZEN = frozenset(
    {
        EventKind.RECEIVED,
        EventKind.QUESTION,
        EventKind.ANSWERED,
        EventKind.SUSPENDED,
        EventKind.RESUMED,
        EventKind.EXTENDED,
        EventKind.NAMED,
        EventKind.FORWARDED,
        EventKind.POSTED,
        EventKind.TERM_CHANGED,
    }
)
_WORDS = {
    State.WAITING: _("is on its way"),
    State.SENT: _("sent"),
    State.REFUSED: _("was refused"),
    State.DEAD: _("could not be delivered"),
}
_LOOKS = {State.WAITING: "plain", State.SENT: "good", State.REFUSED: "bad", State.DEAD: "bad"}


@dataclass(frozen=True)
class Proof:
    """One message to the citizen, as the desk shows it: never the whole address."""

    channel: str
    recipient: str
    words: str | Promise
    look: str
    at: datetime
    is_failed: bool
    why: str
    # A letter to the body a case was passed on to, and not to the citizen.
    is_to_body: bool = False


def key_of(event_id: int) -> str:
    return f"feedback:{event_id}:citizen"


def body_key_of(event_id: int) -> str:
    return f"feedback:{event_id}:body"


@planned.reading()
def proofs_of(events: Collection[CaseEvent]) -> dict[int, list[Proof]]:
    """By the key of the event; one query. Events that were told by no message are missing.

    A case that was passed on has two: to the citizen, and to the body.
    """
    keys = {key_of(event.pk): event.pk for event in events if event.kind in TO_CITIZEN}
    to_body = {body_key_of(e.pk): e.pk for e in events if e.kind == EventKind.FORWARDED}
    found: dict[int, list[Proof]] = {}
    for row in deliveries_by_keys([*keys, *to_body]):
        event = keys.get(row.key) or to_body[row.key]
        found.setdefault(event, []).append(_proof(row, is_to_body=row.key in to_body))
    for proofs in found.values():
        proofs.sort(key=lambda proof: proof.is_to_body)
    return found


def _proof(row: Delivery, *, is_to_body: bool) -> Proof:
    state = State(row.state)
    return Proof(
        channel=row.get_channel_display(),
        recipient=row.recipient,
        words=_WORDS[state],
        look=_LOOKS[state],
        at=row.sent_at or row.closed_at or row.created_at,
        is_failed=state in UNFINISHED,
        why=row.get_last_error_display() if state in UNFINISHED else "",
        is_to_body=is_to_body,
    )
