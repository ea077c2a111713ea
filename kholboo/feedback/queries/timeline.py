"""A case's story in sentences: the same events told to the citizen («Та») and to the desk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from kholboo.agency.models import Post
from kholboo.agency.places import places
from kholboo.core import clock, planned
from kholboo.feedback.models import Case, CaseEvent, CaseFile
from kholboo.feedback.queries.lines.tellers import TO_CITIZEN, TO_DESK
from kholboo.feedback.rules import OPEN, CaseStatus, EventKind


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
    teller = TO_CITIZEN if reader == Reader.CITIZEN else TO_DESK
    return teller[EventKind(event.kind)](event, case, facts)


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
    @planned.reading()
    def of(cls, case: Case, events: Sequence[CaseEvent]) -> "_Names":
        posts: dict[int, list[Post]] = {}
        actors = {event.actor_id for event in events if event.actor_id}
        for post in Post.objects.filter(user_id__in=actors).select_related("office", "unit"):
            posts.setdefault(post.user_id, []).append(post)
        return cls(case, {office.pk: office.name for office in places().offices}, posts)

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
