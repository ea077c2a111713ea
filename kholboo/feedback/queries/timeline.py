"""A case's story in sentences: the same events told to the citizen («Та») and to the desk."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from kholboo.agency.models import Office, Post
from kholboo.core import clock
from kholboo.core.formats.days import day_long
from kholboo.feedback.models import Case, CaseEvent, CaseFile
from kholboo.feedback.queries import aside, clock_lines, onward_lines, oral_lines, published_lines
from kholboo.feedback.rules import (
    OPEN,
    CaseKind,
    CaseStatus,
    Channel,
    ErasureBasis,
    EventKind,
    Outcome,
    Solved,
)


class Reader(StrEnum):
    """Who reads the story: it says "you" to the citizen and "the citizen" to the desk."""

    CITIZEN = "citizen"
    DESK = "desk"


@dataclass(frozen=True)
class Doors:
    """Addresses of a file and of the letter of a round; the desk has others than the citizen."""

    file: Callable[[CaseFile], str]
    letter: Callable[[int], str]


@dataclass(frozen=True)
class Line:
    """One entry of the timeline component. `kind` is a colour: good, warn, gold or none."""

    at: datetime
    title: str
    event: EventKind
    who: str = ""
    text: str = ""
    files: Sequence[tuple[str, str]] = field(default_factory=list)
    is_public: bool = True
    is_current: bool = False
    kind: str = ""
    key: int = 0


class WaitsFor(StrEnum):
    """Whose turn it is."""

    US = "us"
    YOU = "you"
    NOBODY = "nobody"


# The digest of no words at all (see services/timeline.py).
NO_TEXT = hashlib.sha256(b"").hexdigest()
COLOURS = {
    EventKind.QUESTION: "warn",
    EventKind.ANSWERED: "gold",
    EventKind.REOPENED: "warn",
    EventKind.SUSPENDED: "warn",
    EventKind.ESCALATED: "warn",
}


def lines(case: Case, events: Iterable[CaseEvent], *, reader: Reader, doors: Doors) -> list[Line]:
    """The story, oldest first, in the language active now; two queries however long it is.

    `events` come from `queries.tracking.story_of` or `queries.desk.story_of`, with their actor
    and files already read.
    """
    rows = list(events)
    names = _Names.of(case, rows)
    last = rows[-1].pk if rows and case.is_open else None
    return [
        Line(
            at=row.at,
            title=title_of(row, case, reader=reader, offices=names.offices),
            event=EventKind(row.kind),
            who=names.who(row, reader),
            text=row.text,
            files=[] if case.erased_at else _files(row, doors),
            is_public=row.is_public,
            is_current=row.pk == last,
            kind=COLOURS.get(EventKind(row.kind), ""),
            key=row.pk,
        )
        for row in rows
    ]


def waits_for(case: Case) -> WaitsFor:
    """Whose turn it is: ours while the case is open, the citizen's while we asked something."""
    if case.status == CaseStatus.WAITING:
        return WaitsFor.YOU
    return WaitsFor.US if case.status in OPEN else WaitsFor.NOBODY


def title_of(
    event: CaseEvent, case: Case, *, reader: Reader, offices: dict[int, str] | None = None
) -> str:
    """One sentence for one event; `offices` are names by key."""
    facts = {**event.facts, "office": (offices or {}).get(event.facts.get("office", 0), "")}
    teller = _TO_CITIZEN if reader == Reader.CITIZEN else _TO_DESK
    return teller[EventKind(event.kind)](event, case, facts)


Facts = dict[str, object]
Teller = Callable[[CaseEvent, Case, Facts], str]


def _received(event: CaseEvent, case: Case, facts: Facts) -> str:
    kind = CaseKind(case.kind).label
    told = {
        Channel.PHONE: _("We wrote down your %(kind)s from your call"),
        Channel.LETTER: _("Your %(kind)s came by letter"),
        Channel.VISIT: _("You came to us with your %(kind)s"),
        Channel.EMAIL: _("Your %(kind)s came by e-mail"),
    }
    channel = Channel(str(facts.get("channel", Channel.WEB)))
    return told.get(channel, _("We received your %(kind)s")) % {"kind": kind}


def _received_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    channel = Channel(str(facts.get("channel", Channel.WEB))).label
    if facts.get("came_on"):
        day = day_long(date.fromisoformat(str(facts["came_on"])))
        return _("Received: %(channel)s. It came on %(day)s") % {"channel": channel, "day": day}
    return _("Received: %(channel)s") % {"channel": channel}


def _registered(event: CaseEvent, case: Case, facts: Facts) -> str:
    if not facts["office"]:
        return _("Registered")
    return _("Registered. Who answers: %(office)s") % {"office": facts["office"]}


def _assigned(event: CaseEvent, case: Case, facts: Facts) -> str:
    if not facts.get("handler"):
        return _("Waits for an officer again")
    return _("Given to the officer: %(name)s") % {"name": facts["handler"]}


def _taken(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("%(name)s began to work on it") % {"name": facts.get("handler", "")}


def _message(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("You wrote to us") if _has_words(event) else _("You added files")


def _message_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("The citizen wrote") if _has_words(event) else _("The citizen added files")


def _has_words(event: CaseEvent) -> bool:
    """Also of a line whose words were erased: its digest still stands for them."""
    return event.text_digest != NO_TEXT


def _erased(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("Personal data and words erased: %(why)s") % {
        "why": ErasureBasis(str(facts["basis"])).label
    }


def _erase_asked(event: CaseEvent, case: Case, facts: Facts) -> str:
    if not event.by_citizen:
        return _("We wrote down that you want your personal data erased")
    return _("You asked us to erase your personal data")


def _answered(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("Answered: %(outcome)s") % {"outcome": Outcome(str(facts["outcome"])).label}


def _rated(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("You rated the answer %(score)s of 5. Solved? %(solved)s") % _rating(facts)


def _rated_desk(event: CaseEvent, case: Case, facts: Facts) -> str:
    return _("The citizen rated the answer %(score)s of 5. Solved? %(solved)s") % _rating(facts)


def _rating(facts: Facts) -> Facts:
    return {"score": facts["score"], "solved": Solved(str(facts["solved"])).label}


def _closed(event: CaseEvent, case: Case, facts: Facts) -> str:
    if event.actor_id is None:
        return _("Closed: the time to reopen has passed")
    return _("Closed")


_TO_BOTH: dict[EventKind, Teller] = {
    **aside.TO_BOTH,
    EventKind.REGISTERED: _registered,
    EventKind.ASSIGNED: _assigned,
    EventKind.TAKEN: _taken,
    EventKind.NOTE: onward_lines.noted,
    EventKind.ANSWERED: _answered,
    EventKind.CLOSED: _closed,
    EventKind.ERASED: _erased,
    EventKind.ERASE_DENIED: lambda *_all: _("Personal data was not erased"),
    **clock_lines.TO_BOTH,
    EventKind.FORWARDED: onward_lines.forwarded,
    EventKind.PUBLISHED: published_lines.published,
}
_TO_CITIZEN: dict[EventKind, Teller] = {
    **_TO_BOTH,
    **aside.TO_CITIZEN,
    EventKind.RECEIVED: _received,
    EventKind.QUESTION: lambda *_all: _("We asked you a question"),
    EventKind.MESSAGE: _message,
    EventKind.RATED: _rated,
    EventKind.CONSENT: published_lines.consent,
    EventKind.REOPENED: lambda *_all: _("You reopened the case"),
    EventKind.WITHDRAWN: lambda *_all: _("You withdrew the case"),
    EventKind.CONFIRMED: oral_lines.confirmed,
    EventKind.TOLD: oral_lines.told,
    EventKind.NAMED: lambda *_all: _("You added your name, so the term of the law began"),
    EventKind.ERASE_ASKED: _erase_asked,
}
_TO_DESK: dict[EventKind, Teller] = {
    **_TO_BOTH,
    **aside.TO_DESK,
    EventKind.RECEIVED: _received_desk,
    EventKind.QUESTION: lambda *_all: _("The citizen was asked"),
    EventKind.MESSAGE: _message_desk,
    EventKind.RATED: _rated_desk,
    EventKind.CONSENT: published_lines.consent_desk,
    EventKind.REOPENED: lambda *_all: _("The citizen reopened the case"),
    EventKind.WITHDRAWN: lambda *_all: _("The citizen withdrew the case"),
    EventKind.CONFIRMED: oral_lines.confirmed_desk,
    EventKind.TOLD: oral_lines.told_desk,
    EventKind.NAMED: lambda *_all: _("The citizen added their name, so the term of the law began"),
    EventKind.ERASE_ASKED: lambda *_all: _("The citizen asked to erase their personal data"),
}


def _files(event: CaseEvent, doors: Doors) -> list[tuple[str, str]]:
    found = [(file.document.original_name, doors.file(file)) for file in event.files.all()]
    if event.kind == EventKind.ANSWERED:
        found.append((_("The answer as a letter (PDF)"), doors.letter(int(event.facts["round"]))))
    return found


@dataclass(frozen=True)
class _Names:
    """Offices and posts met in one story, read at once."""

    case: Case
    offices: dict[int, str]
    posts: dict[int, list[Post]]

    @classmethod
    def of(cls, case: Case, events: Sequence[CaseEvent]) -> "_Names":
        offices = Office.objects.in_bulk({event.facts.get("office", 0) for event in events})
        posts: dict[int, list[Post]] = {}
        actors = {event.actor_id for event in events if event.actor_id}
        for post in Post.objects.filter(user_id__in=actors).select_related("office", "unit"):
            posts.setdefault(post.user_id, []).append(post)
        return cls(case, {key: office.name for key, office in offices.items()}, posts)

    def who(self, event: CaseEvent, reader: Reader) -> str:
        """`Б.Болд, Хэмжил зүйн алба`; «Та»; or that nobody had to do it."""
        if event.by_citizen:
            return _("you") if reader == Reader.CITIZEN else _("citizen")
        if event.actor is None:
            return _("by itself")
        place = self._place(event)
        return f"{event.actor.short_name}, {place}" if place else event.actor.short_name

    def _place(self, event: CaseEvent) -> str:
        """Where the officer worked that day; the case's own office first if they had two posts."""
        day = clock.local_date(event.at)
        held = [post for post in self.posts.get(event.actor_id or 0, []) if post.is_held_on(day)]
        held.sort(key=lambda post: post.office_id != self.case.office_id)
        if not held:
            return ""
        unit = held[0].unit
        return unit.name if unit else held[0].office.name
