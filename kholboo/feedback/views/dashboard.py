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
from kholboo.feedback.forms.dashboard import BehindOf, address_of, behind_from, wanted_from
from kholboo.feedback.queries import dashboard as boards
from kholboo.feedback.queries.dashboard import Board, Split, Sums, Wanted
from kholboo.feedback.queries.dashboard_cases import Counted, cases_behind, name_of_line
from kholboo.feedback.queries.inbox import Filters, Queue, page_of
from kholboo.feedback.rules import CaseKind, Channel
from kholboo.feedback.views.desk_lines import lines_of
from kholboo.feedback.views.kinds import KINDS
from kholboo.ui.components.charts import Bar
from kholboo.ui.components.navigation import Place
from kholboo.ui.components.words import decimal, grouped

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
    """One number of all; `href` opens the very cases it counts, and is empty of none."""

    name: object
    value: object
    href: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the split, and where the cases behind each of its numbers are listed."""

    sums: Sums
    received: str
    answered: str
    overdue: str
    reopened: str


@staff("feedback.read_dashboard")
@require_GET
def dashboard(request: StaffRequest) -> HttpResponse:
    now = clock.now()
    today = clock.local_date(now)
    wanted = wanted_from(request.GET, today=today)
    board = boards.board(request.user, wanted, now=now)
    for line in board.lines:
        line.name = line.name or str(UNNAMED.get(wanted.split, "–"))
    rows = [_row(wanted, line) for line in board.lines[:LINES]]
    return render(
        request,
        "feedback/reports/dashboard.html",
        {
            "board": board,
            "wanted": wanted,
            "period": wanted.period,
            "facts": _facts(wanted, board),
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


def _facts(wanted: Wanted, board: Board) -> list[Fact]:
    total = board.total
    return [
        Fact(
            _("Received"), grouped(total.received), _cases(wanted, Counted.RECEIVED, total.received)
        ),
        Fact(
            _("Answered"), grouped(total.answered), _cases(wanted, Counted.ANSWERED, total.answered)
        ),
        Fact(_("Answered in time"), _share(total.in_time)),
        Fact(
            _("Term passed, not answered"),
            grouped(total.overdue),
            _cases(wanted, Counted.OVERDUE, total.overdue),
        ),
        Fact(
            _("Reopened"),
            _share(total.reopened_share),
            _cases(wanted, Counted.REOPENED, total.reopened),
        ),
        Fact(
            _("Rating, 1 to 5"),
            "–" if total.score is None else f"{decimal(total.score)} ({total.ratings})",
        ),
        Fact(_("Way to the answer, 1 to 5"), decimal(total.way)),
    ]


def _row(wanted: Wanted, line: Sums) -> Row:
    def behind(counted: Counted, count: int) -> str:
        return _cases(wanted, counted, count, line.key) if line.key else ""

    return Row(
        line,
        received=behind(Counted.RECEIVED, line.received),
        answered=behind(Counted.ANSWERED, line.answered),
        overdue=behind(Counted.OVERDUE, line.overdue),
        reopened=behind(Counted.REOPENED, line.reopened),
    )


def _cases(wanted: Wanted, counted: Counted, count: int, line: str = "") -> str:
    """Where the cases a number counts are listed; nowhere for none."""
    if not count:
        return ""
    return f"{reverse('feedback:dashboard_cases')}?{address_of(wanted, counted=counted, line=line)}"


@staff("feedback.read_dashboard")
@require_GET
def dashboard_cases(request: StaffRequest) -> HttpResponse:
    """The cases a number of the board counts, as far as the reader may read them."""
    now = clock.now()
    today = clock.local_date(now)
    wanted = wanted_from(request.GET, today=today)
    behind = behind_from(request.GET)
    cases = cases_behind(request.user, wanted, behind.counted, line=behind.line, now=now)
    page = page_of(cases.order_by("-received_at", "-pk"), behind.page, request.user)
    return render(
        request,
        "feedback/reports/dashboard_cases.html",
        {
            "title": behind.counted.label,
            "period": wanted.period,
            "narrowed": _narrowed(request, wanted, behind) if page.rows else [],
            "page": page,
            "lines": lines_of(page.rows, today),
            "address": address_of(wanted),
            "before": behind.address(wanted, page=behind.page - 1),
            "after": behind.address(wanted, page=behind.page + 1),
        },
    )


def _narrowed(request: StaffRequest, wanted: Wanted, behind: BehindOf) -> list[object]:
    """In words, which line and which filters the list has."""
    known = boards.choices(request.user)
    line = name_of_line(wanted.split, behind.line)
    if behind.line and not line:
        line = str(UNNAMED.get(wanted.split, ""))
    found: list[object] = [
        line,
        dict(known["offices"]).get(wanted.office),
        dict(known["services"]).get(wanted.service),
        KINDS[CaseKind(wanted.kind)] if wanted.kind else "",
        Channel(wanted.channel).label if wanted.channel else "",
    ]
    return [words for words in found if words]


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
    return "–" if value is None else f"{decimal(value)} %"


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
