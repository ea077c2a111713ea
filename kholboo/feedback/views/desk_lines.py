"""Rows of cases as lists show them: the inbox, and every other list of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kholboo.feedback.queries.inbox import Row
from kholboo.feedback.rules import OPEN, CaseKind, CaseStatus
from kholboo.feedback.views.desk_words import STATUSES, Look, marks_of
from kholboo.feedback.views.kinds import KINDS
from kholboo.ui.components.repeated import Repeated
from kholboo.ui.components.states import DueChip

# Letters of a case's first line that a row shows.
OPENING = 150


def _facts(kind: CaseKind, service: str, place: str) -> Mapping[str, object]:
    return {"facts": [words for words in (KINDS[kind], service, place) if words]}


def _state(status: CaseStatus, marks: tuple[Look, ...]) -> Mapping[str, object]:
    return {"marks": marks, "look": STATUSES[status]}


def _due(due: date | None, today: date, is_stopped: bool) -> Mapping[str, object]:
    return {"due": DueChip(due=due, today=today, is_stopped=is_stopped)}


_FACTS = Repeated("feedback/desk/rows/facts.html", _facts)
_STATE = Repeated("feedback/desk/rows/state.html", _state)
_DUE = Repeated("feedback/desk/rows/due.html", _due)


@dataclass(frozen=True)
class Line:
    """What the markup of a row shows, chosen here. `facts`, `state` and `due` are the same in many
    rows and come drawn: twenty-five rows of nested tags and conditions cost more than the database.
    """

    number: str
    href: str
    opening: object
    facts: SafeString
    handler: str
    state: SafeString
    due: SafeString
    is_late: bool
    is_done: bool
    received_at: datetime


def lines_of(rows: list[Row], today: date) -> list[Line]:
    return [_line(row, today) for row in rows]


def _line(row: Row, today: date) -> Line:
    is_done = row.status not in OPEN
    has_clock = not (is_done or row.is_stopped)
    return Line(
        number=row.number,
        href=reverse("feedback:case", args=[row.number]),
        opening=_opening(row),
        facts=_FACTS(row.kind, row.service, row.place),
        handler=row.handler,
        state=_STATE(row.status, tuple(marks_of(row))),
        due=_DUE(row.due_on, today, row.is_stopped),
        is_late=has_clock and row.due_on is not None and row.due_on < today,
        is_done=is_done,
        received_at=row.received_at,
    )


def _opening(row: Row) -> object:
    if row.is_erased:
        return _("(personal data erased)")
    if row.is_hidden:
        return _("(sensitive: its words are not shown in lists)")
    words = row.opening
    cut = words if len(words) <= OPENING else f"{words[: OPENING - 1].rstrip()}…"
    return cut or _("(without words)")
