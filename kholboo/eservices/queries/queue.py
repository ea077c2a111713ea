"""The queues of those who work on applications; the same cost at any number of rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import get_language

from kholboo.accounts.models import User
from kholboo.agency.absence import hands_of
from kholboo.agency.services.numbering import parse_number
from kholboo.core import planned
from kholboo.eservices.models import Application, Step
from kholboo.eservices.queries.reach import (
    of_application,
    of_units,
    reach_of,
    steps_waiting,
    visible,
)
from kholboo.eservices.rules import OPEN, ApplicationState, StepStatus

# The same span in which the chip of a due date calls it soon (kholboo.ui.components.states).
SOON = timedelta(days=5)
PAGE, LAST_PAGE, COUNTED_TO = 25, 400, 99


class Queue(StrEnum):
    TODO = "todo"
    MINE = "mine"
    SOON = "soon"
    OVERDUE = "overdue"
    OPEN = "open"
    ALL = "all"


@dataclass(frozen=True)
class Row:
    """One waiting step, or (in the last two queues) one application with no step of its own.

    `version_id` names the procedure and its steps, see `bundles.known_versions`.
    """

    number: str
    step_id: int | None
    node: str
    version_id: int
    item: int | None
    place: str
    assignee: str
    due_on: date | None
    state: str
    outcome: str


@dataclass(frozen=True)
class QueuePage:
    rows: list[Row]
    number: int
    has_next: bool


def queue_page(
    user: User, queue: Queue, *, today: date, page: int = 1, search: str = ""
) -> QueuePage:
    """A page of a queue, due soonest first; whoever types a whole number gets that application."""
    number = min(max(1, page), LAST_PAGE)
    wanted = parse_number(search) if search.strip() else None
    if search.strip():
        return _page(_applications(visible(user).filter(number=wanted or "")), number)
    if queue in (Queue.OPEN, Queue.ALL):
        return _page(_applications(_of_applications(user, queue)), number)
    rows = _steps(steps_of(user, queue, today=today))
    if queue not in (Queue.TODO, Queue.MINE):
        # The best way to what is due by a day hangs on the day: 1 ms, and 44 by the way for any.
        return _page(rows, number)
    with planned.reading():
        return _page(rows, number)


def _page(rows: QuerySet[Any, dict[str, Any]], number: int) -> QueuePage:
    start = (number - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    return QueuePage(
        [_row(values) for values in found[:PAGE]],
        number,
        len(found) > PAGE and number < LAST_PAGE,
    )


def steps_of(user: User, queue: Queue, *, today: date) -> QuerySet[Step]:
    if queue == Queue.MINE:
        return Step.objects.filter(assignee__in=hands_of(user), status=StepStatus.WAITING)
    if queue == Queue.TODO:
        return steps_waiting(user).filter(assignee__isnull=True)
    steps = _in_reach(user)
    if queue == Queue.OVERDUE:
        return steps.filter(due_on__lt=today)
    return steps.filter(due_on__gte=today, due_on__lt=today + SOON)


def _in_reach(user: User) -> QuerySet[Step]:
    """Waiting steps of all roles of the places one reads: a head sees where it is stuck."""
    steps = Step.objects.filter(status=StepStatus.WAITING)
    reach = reach_of(user)
    if reach.is_everywhere:
        return steps
    offices = {office for office, unit in reach.places if unit is None}
    units = {unit for _office, unit in reach.places if unit is not None}
    if units and not offices:
        return steps.filter(
            of_application(of_units(units)),
            office_id__in=[office for office, _unit in reach.places],
        )
    return steps.filter(office_id__in=offices)


def _of_applications(user: User, queue: Queue) -> QuerySet[Application]:
    found = visible(user)
    if queue == Queue.OPEN:
        return found.filter(state__in=sorted(OPEN)).order_by("due_on", "pk")
    return found.order_by("-submitted_at", "-pk")


def _name(path: str) -> F:
    return F(f"{path}name_{'en' if get_language() == 'en' else 'mn'}")


def _steps(steps: QuerySet[Step]) -> QuerySet[Any, dict[str, Any]]:
    found: QuerySet[Any, dict[str, Any]] = (
        steps.annotate(
            number=F("application__number"),
            version=F("application__version_id"),
            state=F("application__state"),
            outcome=F("application__outcome"),
            place=_name("office__"),
        )
        .order_by("due_on", "pk")
        .values(
            *("number", "pk", "node", "version", "item", "place", "due_on"),
            *("state", "outcome", "assignee__family_name", "assignee__given_name"),
        )
    )
    return found


def _applications(rows: QuerySet[Application]) -> QuerySet[Any, dict[str, Any]]:
    found: QuerySet[Any, dict[str, Any]] = rows.annotate(place=_name("office__")).values(
        *("number", "version_id", "place", "due_on", "state", "outcome")
    )
    return found


def _row(values: dict[str, Any]) -> Row:
    assignee = User(
        given_name=values.get("assignee__given_name") or "",
        family_name=values.get("assignee__family_name") or "",
    )
    return Row(
        number=values["number"],
        step_id=values.get("pk"),
        node=values.get("node", ""),
        version_id=values.get("version") or values.get("version_id") or 0,
        item=values.get("item"),
        place=values["place"],
        assignee=assignee.short_name,
        due_on=values["due_on"] if values["state"] != ApplicationState.ENDED else None,
        state=values["state"],
        outcome=values["outcome"],
    )
