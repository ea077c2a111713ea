"""Adding a line to a case's story. Call with the case row locked (or not yet visible)."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kholboo.accounts.models import User
from kholboo.core.rows import add_rows
from kholboo.feedback.models import Case, CaseEvent, Erasure
from kholboo.feedback.rules import EventKind

FIRST = "0" * 64
SALT_BYTES = 16
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
    event.text_salt, event.text_digest = salted(text)
    event.digest = digest_of(event, before)
    event.save(force_insert=True)
    return event


_WRITTEN = (
    *("case_id", "at", "kind", "is_public", "actor_id", "by_citizen", "text", "text_salt"),
    *("text_digest", "facts", "digest"),
)


def add_events(
    facts_of: Sequence[tuple[Case, Mapping[str, object]]],
    kind: EventKind,
    *,
    at: datetime,
    actor: User | None = None,
    is_public: bool = True,
) -> None:
    """One event for each of many locked cases, chained as `add_event` chains; two statements."""
    before = _last_digests([case.pk for case, _facts in facts_of])
    events: list[list[object]] = []
    for case, facts in facts_of:
        event = CaseEvent(
            case_id=case.pk,
            at=at,
            kind=str(kind),
            is_public=is_public,
            actor=actor,
            facts=dict(facts),
        )
        event.text_salt, event.text_digest = salted("")
        event.digest = digest_of(event, before.get(case.pk, FIRST))
        events.append([getattr(event, name) for name in _WRITTEN])
    add_rows(CaseEvent, _WRITTEN, events)


def _last_digests(cases: Sequence[int]) -> dict[int, str]:
    rows = CaseEvent.objects.filter(case_id__in=cases).order_by("case_id", "-pk")
    return dict(rows.distinct("case_id").values_list("case_id", "digest"))


def last_digest(case: Case) -> str:
    last = CaseEvent.objects.filter(case_id=case.pk).order_by("-pk").values_list("digest").first()
    return last[0] if last else FIRST


def salted(text: str) -> tuple[str, str]:
    """A fresh salt and the digest that stands for `text` in the chain; no text needs no salt."""
    salt = secrets.token_hex(SALT_BYTES) if text else ""
    return salt, digest_of_text(text, salt)


def digest_of_text(text: str, salt: str) -> str:
    """Without its salt (128 bits) a digest confirms no guess of what the text was."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


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
        event.text_digest,
        event.facts,
    ]
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()


def first_broken(case: Case) -> CaseEvent | None:
    """The first line that does not follow from the lines before it; None for a whole story.

    A line cut off at the very end leaves no trace here: the audit knows how many there were.
    """
    events = CaseEvent.objects.filter(case_id=case.pk).order_by("pk")
    return first_broken_of(events.iterator(), is_erased=is_erased(case))


def first_broken_of(events: Iterable[CaseEvent], *, is_erased: bool) -> CaseEvent | None:
    """The same for the lines of one case, oldest first; blank texts are whole where erased."""
    before = FIRST
    for event in events:
        if event.digest != digest_of(event, before) or not _text_fits(event, is_erased=is_erased):
            return event
        before = event.digest
    return None


def is_erased(case: Case) -> bool:
    """By the ledger, not by the case's own column: a blank text needs that witness."""
    return Erasure.objects.filter(case_id=case.pk).exists()


def _text_fits(event: CaseEvent, *, is_erased: bool) -> bool:
    if is_erased and not event.text and not event.text_salt:
        return True
    return event.text_digest == digest_of_text(event.text, event.text_salt)
