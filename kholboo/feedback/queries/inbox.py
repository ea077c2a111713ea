"""The inbox: queues, filters, search and counts. Made to cost the same at any number of cases."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Left

from kholboo.accounts.models import User
from kholboo.agency.absence import hands_of
from kholboo.agency.places import Places, places
from kholboo.agency.queries import office_key, service_key
from kholboo.agency.services.numbering import parse_number
from kholboo.feedback.models import Case, Posting
from kholboo.feedback.queries.desk import reach_of, telling_of, visible_cases
from kholboo.feedback.queries.searching import search
from kholboo.feedback.queries.subjects import not_about
from kholboo.feedback.rules import OPEN, CaseKind, CaseStatus
from kholboo.feedback.term import is_stopped

# The same span in which the chip of a due date calls it soon (kholboo.ui.components.states).
SOON = timedelta(days=5)
PAGE = 25
# Nobody reads ten thousand rows; beyond this the page asks for a narrower filter.
LAST_PAGE = 400
# Letters of the text that are read for a row's first line.
OPENING = 240


class Queue(StrEnum):
    MINE = "mine"
    UNIT = "unit"
    UNASSIGNED = "unassigned"
    SOON = "soon"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    UNHAPPY = "unhappy"
    TO_POST = "post"
    OPEN = "open"
    ALL = "all"


@dataclass(frozen=True)
class Filters:
    """What the address of the inbox says; empty means any."""

    queue: Queue = Queue.MINE
    kind: str = ""
    service: str = ""
    office: str = ""
    channel: str = ""
    status: str = ""
    search: str = ""
    page: int = 1


@dataclass(frozen=True)
class Row:
    """One case in the list. The sender is not here: names are read on the case page only."""

    number: str
    kind: CaseKind
    status: CaseStatus
    opening: str
    # A sensitive case in somebody else's hands, or an erased one: `opening` is empty then.
    is_hidden: bool
    is_erased: bool
    service: str
    place: str
    unit: str
    handler: str
    due_on: date | None
    term: int
    is_stopped: bool
    is_escalated: bool
    has_written: bool
    is_unhappy: bool
    is_appeal: bool
    received_at: datetime


@dataclass(frozen=True)
class CasePage:
    """One page of the inbox. `has_next` says whether more rows follow."""

    rows: list[Row]
    number: int
    has_next: bool


def inbox(user: User, filters: Filters, *, now: datetime) -> CasePage:
    """A page of cases, due soonest first (newest first where closed ones are shown)."""
    number = _page_number(filters.page)
    cases = queue_of(user, filters, now=now)
    cases = _filtered(cases, filters, user, wanted=number * PAGE + 1)
    newest_first = filters.queue in (Queue.ALL, Queue.UNHAPPY, Queue.TO_POST) or bool(
        filters.search
    )
    order = ("-received_at", "-pk") if newest_first else ("due_at", "pk")
    return page_of(cases.order_by(*order), number, user)


def _page_number(asked: int) -> int:
    return min(max(1, asked), LAST_PAGE)


def page_of(cases: QuerySet[Case], page: int, user: User) -> CasePage:
    """One page of cases that are filtered and ordered already."""
    number = _page_number(page)
    start = (number - 1) * PAGE
    found = list(_values(cases)[start : start + PAGE + 1])
    known = places()
    return CasePage(
        rows=[_row(values, user, known) for values in found[:PAGE]],
        number=number,
        has_next=len(found) > PAGE and number < LAST_PAGE,
    )


def queue_of(user: User, filters: Filters, *, now: datetime) -> QuerySet[Case]:
    if filters.queue == Queue.ALL or parse_number(filters.search):
        # Who types a whole number wants that case, wherever it lies.
        return visible_cases(user)
    if filters.queue == Queue.UNHAPPY:
        # These are answered, and some have been put away meanwhile.
        return visible_cases(user).filter(unhappy_at__isnull=False)
    if filters.queue == Queue.TO_POST:
        waiting = Posting.objects.filter(posted_on__isnull=True)
        return visible_cases(user).filter(pk__in=waiting.values("case_id"))
    return _OF_QUEUE[filters.queue](user, now).filter(status__in=sorted(OPEN))


def _mine(user: User, now: datetime) -> QuerySet[Case]:
    reach = reach_of(user)
    has_post = reach.is_everywhere or reach.offices or reach.units
    mine = Case.objects.filter(not_about(user), handler_id__in=hands_of(user))
    return mine if has_post else Case.objects.none()


def _unit(user: User, now: datetime) -> QuerySet[Case]:
    return Case.objects.filter(not_about(user), reach_of(user).places)


def _unassigned(user: User, now: datetime) -> QuerySet[Case]:
    # What nobody holds is not in my hands either: the places alone decide, and an index serves.
    reach = reach_of(user)
    cases = Case.objects.filter(not_about(user), handler__isnull=True)
    return cases if reach.is_everywhere else cases.filter(reach.places)


def _soon(user: User, now: datetime) -> QuerySet[Case]:
    return visible_cases(user).filter(due_at__gte=now, due_at__lt=now + SOON)


def _overdue(user: User, now: datetime) -> QuerySet[Case]:
    return visible_cases(user).filter(due_at__lt=now)


def _escalated(user: User, now: datetime) -> QuerySet[Case]:
    return visible_cases(user).filter(escalated_at__isnull=False)


def _open(user: User, now: datetime) -> QuerySet[Case]:
    return visible_cases(user)


_OF_QUEUE = {
    Queue.MINE: _mine,
    Queue.UNIT: _unit,
    Queue.UNASSIGNED: _unassigned,
    Queue.SOON: _soon,
    Queue.OVERDUE: _overdue,
    Queue.ESCALATED: _escalated,
    Queue.OPEN: _open,
}


def _filtered(
    cases: QuerySet[Case], filters: Filters, user: User, *, wanted: int
) -> QuerySet[Case]:
    exact = {"kind": filters.kind, "channel": filters.channel, "status": filters.status}
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    # Keys and not joins, so that the planner knows how many rows a place or service has.
    if filters.service:
        cases = cases.filter(service_id=service_key(filters.service))
    if filters.office:
        cases = cases.filter(office_id=office_key(filters.office))
    if not filters.search.strip():
        return cases
    return search(cases, filters.search, telling=telling_of(user), wanted=wanted)


def _values(cases: QuerySet[Case]) -> QuerySet[Case, Any]:
    """Plain values: a page of rows needs no objects, of a long text only its beginning, and of
    services and places their keys: what this process knows of them is not joined.
    """
    return cases.annotate(opening=Left("text", OPENING)).values(
        "number",
        "kind",
        "status",
        "is_sensitive",
        "erased_at",
        "opening",
        "service_id",
        "aimag_id",
        "unit_id",
        "handler_id",
        "handler__given_name",
        "handler__family_name",
        "handler__email",
        "due_on",
        "received_at",
        "escalated_at",
        "wrote_at",
        "unhappy_at",
        "is_appeal",
        "rule__days",
        "rule__waiting_stops",
        "rule__suspension_stops",
    )


def _name(known: Places, kind: str, values: dict[str, Any]) -> str:
    row = known.by_key[kind].get(values[f"{kind}_id"])
    return row.name if row else ""


def _row(values: dict[str, Any], reader: User, known: Places) -> Row:
    status = CaseStatus(values["status"])
    handler = User(
        given_name=values["handler__given_name"] or "",
        family_name=values["handler__family_name"] or "",
        email=values["handler__email"],
    )
    is_hidden = values["is_sensitive"] and values["handler_id"] not in hands_of(reader)
    return Row(
        number=values["number"],
        kind=CaseKind(values["kind"]),
        status=status,
        opening="" if is_hidden else values["opening"].strip().partition("\n")[0],
        is_hidden=is_hidden,
        is_erased=values["erased_at"] is not None,
        service=_name(known, "service", values),
        place=_name(known, "aimag", values),
        unit=_name(known, "unit", values),
        handler=handler.short_name if values["handler_id"] else "",
        due_on=values["due_on"],
        term=values["rule__days"] or 30,
        is_stopped=is_stopped(
            status,
            waiting_stops=values["rule__waiting_stops"],
            suspension_stops=values["rule__suspension_stops"],
        ),
        is_escalated=values["escalated_at"] is not None and status in OPEN,
        has_written=values["wrote_at"] is not None and status in OPEN,
        is_unhappy=values["unhappy_at"] is not None,
        is_appeal=values["is_appeal"],
        received_at=values["received_at"],
    )
