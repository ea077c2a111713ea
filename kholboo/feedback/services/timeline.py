"""Adding a line to a case's story. Call with the case row locked (or not yet visible)."""

import hashlib
import json
from datetime import datetime

from kholboo.accounts.models import User
from kholboo.feedback.models import Case, CaseEvent
from kholboo.feedback.rules import EventKind

FIRST = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def add_event(  # noqa: PLR0913  # one line of history has this many facts
    case: Case,
    kind: EventKind,
    *,
    at: datetime,
    actor: User | None = None,
    by_citizen: bool = False,
    is_public: bool = True,
    text: str = "",
    is_first: bool = False,
    **facts: object,
) -> CaseEvent:
    """Append one event and chain it to the one before. `is_first` spares a look for a new case."""
    before = FIRST if is_first else last_digest(case)
    event = CaseEvent(
        case_id=case.pk,
        at=at,
        kind=kind,
        is_public=is_public,
        actor=actor,
        by_citizen=by_citizen,
        text=text,
        facts=facts,
    )
    event.digest = digest_of(event, before)
    event.save(force_insert=True)
    return event


def last_digest(case: Case) -> str:
    last = CaseEvent.objects.filter(case_id=case.pk).order_by("-pk").values_list("digest").first()
    return last[0] if last else FIRST


def digest_of(event: CaseEvent, before: str) -> str:
    """SHA-256 over the digest before and this row's content, in a fixed order."""
    content = [
        before,
        event.case_id,
        event.at.isoformat(),
        str(event.kind),
        event.is_public,
        event.actor_id,
        event.by_citizen,
        event.text,
        event.facts,
    ]
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()


def first_broken(case: Case) -> CaseEvent | None:
    """The first line that does not follow from the lines before it; None for a whole story.

    A line cut off at the very end leaves no trace here: the audit knows how many there were.
    """
    before = FIRST
    for event in CaseEvent.objects.filter(case_id=case.pk).order_by("pk").iterator():
        if event.digest != digest_of(event, before):
            return event
        before = event.digest
    return None
