"""The board of heads: every choice is in the address, so that it can be kept and sent."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.formats.days import day_short
from kholboo.feedback.forms import desk as inbox
from kholboo.feedback.forms.dashboard import address_of, wanted_from
from kholboo.feedback.forms.reports import Asked
from kholboo.feedback.queries import dashboard as boards
from kholboo.feedback.queries.dashboard import Board, Split, Sums, Wanted
from kholboo.feedback.queries.desk import permissions_of
from kholboo.feedback.queries.inbox import Filters, Queue
from kholboo.feedback.queries.report_form import By, Column
from kholboo.feedback.rules import CaseKind, Channel
from kholboo.feedback.views.kinds import KINDS
from kholboo.ui.components.charts import Bar
from kholboo.ui.components.navigation import Place
from kholboo.ui.components.words import grouped

SPLITS: dict[Split, str | Promise] = {
    Split.SERVICE: gettext_lazy("By service"),
    Split.OFFICE: gettext_lazy("By office"),
    Split.KIND: gettext_lazy("By kind"),
    Split.CHANNEL: gettext_lazy("By channel"),
    Split.OFFICER: gettext_lazy("By officer"),
}
UNNAMED: dict[Split, str | Promise] = {
    Split.SERVICE: gettext_lazy("not named"),
    Split.OFFICER: gettext_lazy("no officer yet"),
}
SPANS = (30, 90, 365)
# Nobody compares more lines than these; the filters lead to the others.
LINES = 30


@dataclass(frozen=True)
class Fact:
    """One number of all; `href` opens the very cases it counts, and is empty where no list does."""

    name: object
    value: object
    href: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the split."""

    sums: Sums
    href: str


@staff("feedback.read_dashboard")
@require_GET
def dashboard(request: StaffRequest) -> HttpResponse:
    now = clock.now()
    today = clock.local_date(now)
    wanted = wanted_from(request.GET, today=today)
    board = boards.board(request.user, wanted, now=now)
    for line in board.lines:
        line.name = line.name or str(UNNAMED.get(wanted.split, "–"))
    rows = [
        Row(line, _cases(request, wanted, Column.RECEIVED, line)) for line in board.lines[:LINES]
    ]
    return render(
        request,
        "feedback/reports/dashboard.html",
        {
            "board": board,
            "wanted": wanted,
            "period": wanted.period,
            "facts": _facts(request, wanted, board),
            "splits": _splits(wanted, has_officers=boards.may_see_officers(request.user)),
            "split_title": SPLITS[wanted.split],
            "spans": _spans(wanted, today),
            "volume": [Bar(day_short(day), count) for day, count in board.volume],
            "rows": rows,
            "bars": [Bar(row.sums.name, row.sums.received) for row in rows],
            "queues": [
                (_("All that are not answered yet"), _queue(wanted, Queue.OPEN)),
                (_("Those whose term has passed"), _queue(wanted, Queue.OVERDUE)),
            ],
            "ages": [Bar(_age(days), count) for days, count in board.ages],
            "kinds": [(kind, KINDS[kind]) for kind in CaseKind],
            "channels": Channel.choices,
            **boards.choices(request.user),
        },
    )


def _spans(wanted: Wanted, today: date) -> list[Place]:
    shown = wanted.period.until - wanted.period.since
    return [
        Place(
            ngettext("%(days)d day", "%(days)d days", days) % {"days": days},
            f"?{address_of(wanted, **{'from': today - timedelta(days=days), 'until': today})}",
            is_current=wanted.period.until == today and shown == timedelta(days=days),
        )
        for days in SPANS
    ]


def _facts(request: StaffRequest, wanted: Wanted, board: Board) -> list[Fact]:
    total = board.total
    return [
        Fact(_("Received"), grouped(total.received), _cases(request, wanted, Column.RECEIVED)),
        Fact(
            _("Answered"),
            grouped(total.answered),
            _cases(request, wanted, Column.ANSWERED) if total.answered else "",
        ),
        Fact(_("Answered in time"), _share(total.in_time)),
        Fact(_("Term passed, not answered"), grouped(total.overdue)),
        Fact(_("Reopened"), _share(total.reopened_share)),
        Fact(
            _("Rating, 1 to 5"),
            "–" if total.score is None else f"{total.score} ({total.ratings})",
        ),
        Fact(_("Way to the answer, 1 to 5"), "–" if total.way is None else total.way),
    ]


def _cases(request: StaffRequest, wanted: Wanted, column: Column, line: Sums | None = None) -> str:
    """Where the cases a number counts are listed: the report's list, where it can say the same.

    It knows neither services nor channels, and the lines of officers leave out other cases.
    """
    is_split_by = wanted.split if line else None
    if (
        wanted.service
        or wanted.channel
        or wanted.split == Split.OFFICER
        or is_split_by in (Split.SERVICE, Split.CHANNEL)
        or "feedback.read_reports" not in permissions_of(request.user)
    ):
        return ""
    narrowed = {"office": wanted.office, "kind": wanted.kind}
    if line:
        narrowed[wanted.split] = line.key
    asked = Asked(wanted.period, By.OFFICE)
    return f"{reverse('feedback:report_cases')}?{asked.address(column=column, **narrowed)}"


def _queue(wanted: Wanted, queue: Queue) -> str:
    """The queue of today in the places and of the kinds the board is narrowed to."""
    filters = Filters(
        queue=queue,
        kind=wanted.kind,
        service=wanted.service,
        office=wanted.office,
        channel=wanted.channel,
    )
    return f"{reverse('feedback:inbox')}?{inbox.address_of(filters)}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value} %"


def _splits(wanted: Wanted, *, has_officers: bool) -> list[Place]:
    return [
        Place(label, f"?{address_of(wanted, by=split)}", is_current=split == wanted.split)
        for split, label in SPLITS.items()
        if has_officers or split != Split.OFFICER
    ]


def _age(days: int) -> str:
    if not days:
        return _("more than %(days)d days") % {"days": boards.AGES[-1]}
    return _("up to %(days)d days") % {"days": days}
