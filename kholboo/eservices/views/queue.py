"""The queues of those who work on applications."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.eservices.queries.bundles import Known, known_versions
from kholboo.eservices.queries.queue import COUNTED_TO, Queue, Row, queue_page
from kholboo.eservices.queries.queue_counts import counts
from kholboo.eservices.rights import WORK
from kholboo.eservices.rules import ApplicationState
from kholboo.eservices.views.words import Look, look_of
from kholboo.ui.components.navigation import Place
from kholboo.ui.components.states import DueChip

TITLES: dict[Queue, str | Promise] = {
    Queue.TODO: gettext_lazy("To be done by my role"),
    Queue.MINE: gettext_lazy("Steps in my hands"),
    Queue.SOON: gettext_lazy("Steps due soon"),
    Queue.OVERDUE: gettext_lazy("Steps overdue"),
    Queue.OPEN: gettext_lazy("Applications in work"),
    Queue.ALL: gettext_lazy("All applications"),
}
LONGEST_SEARCH = 40


@dataclass(frozen=True)
class Shelf(Place):
    """A queue in the side column; `is_capped` where more wait than were counted."""

    is_capped: bool = False


@dataclass(frozen=True)
class Line:
    number: str
    href: str
    title: str
    facts: list[str]
    is_step: bool  # and no whole application, which lies in nobody's hands
    assignee: str
    look: Look
    due: DueChip
    is_late: bool


@staff("eservices.read_application")
@require_GET
def queue(request: StaffRequest) -> HttpResponse:
    today = clock.local_date(clock.now())
    waiting = counts(request.user, today=today)
    chosen = _chosen(request, waiting)
    search = request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH]
    page = queue_page(request.user, chosen, today=today, page=_page(request), search=search)
    lines = _lines(page.rows, today)
    context = {
        "title": TITLES[chosen] if not search.strip() else _("Found"),
        "queue": chosen,
        "search": search,
        "lines": lines,
        "page": page,
        "before": _address(chosen, search, page.number - 1),
        "after": _address(chosen, search, page.number + 1),
        "places": _places(request, chosen, waiting),
    }
    response = render(request, "eservices/desk/queue.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _chosen(request: StaffRequest, waiting: dict[Queue, int]) -> Queue:
    """Without a wish: what one's role shall do, and where that is nothing, what is in one's hands."""
    asked = request.GET.get("queue", "")
    if asked in set(Queue):
        return Queue(asked)
    if not request.user.has_perm(WORK):
        return Queue.OPEN
    return Queue.TODO if waiting[Queue.TODO] or not waiting[Queue.MINE] else Queue.MINE


def _page(request: StaffRequest) -> int:
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1


def _address(chosen: Queue, search: str, page: int) -> str:
    asked = {"queue": str(chosen), "q": search, "page": page if page > 1 else ""}
    return urlencode({name: value for name, value in asked.items() if value})


def _places(request: StaffRequest, chosen: Queue, waiting: dict[Queue, int]) -> list[Shelf]:
    home = reverse("eservices:queue")
    works = request.user.has_perm(WORK)
    shown = [one for one in Queue if works or one not in (Queue.TODO, Queue.MINE)]
    return [
        Shelf(
            label=str(TITLES[one]),
            href=f"{home}?queue={one}",
            count=min(waiting[one], COUNTED_TO) if one in waiting else None,
            is_capped=waiting.get(one, 0) > COUNTED_TO,
            is_current=one == chosen,
            is_urgent=one == Queue.OVERDUE,
        )
        for one in shown
    ]


def _lines(rows: list[Row], today: date) -> list[Line]:
    versions = known_versions({row.version_id for row in rows})
    return [_line(row, versions[row.version_id], today) for row in rows]


def _line(row: Row, known: Known, today: date) -> Line:
    due = DueChip(
        due=row.due_on,
        today=today,
        is_stopped=row.state in (ApplicationState.WAITING, ApplicationState.SUSPENDED),
        is_done=row.state == ApplicationState.ENDED,
    )
    return Line(
        number=row.number,
        href=(
            reverse("eservices:step", args=[row.number, row.step_id])
            if row.step_id
            else reverse("eservices:desk_application", args=[row.number])
        ),
        title=_title(row, known),
        facts=[known.procedure.name, row.place] if row.step_id else [row.place],
        is_step=row.step_id is not None,
        assignee=row.assignee,
        look=look_of(row.state, row.outcome),
        due=due,
        is_late=due.state == "late",
    )


def _title(row: Row, known: Known) -> str:
    if not row.step_id:
        return known.procedure.name
    rule = known.book.steps.get(row.node)
    if rule is None:
        return _("Waits for the fee")
    return f"{rule.words} {row.item + 1}" if row.item is not None else rule.words
