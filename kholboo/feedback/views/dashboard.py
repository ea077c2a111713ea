"""The board of heads: every choice is in the address, so that it can be kept and sent."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.core.formats.days import day_short
from kholboo.feedback.forms.dashboard import address_of, wanted_from
from kholboo.feedback.queries import dashboard as boards
from kholboo.feedback.queries.dashboard import Board, Split, Wanted
from kholboo.feedback.rules import CaseKind, Channel
from kholboo.feedback.views.kinds import KINDS
from kholboo.ui.components.charts import Bar
from kholboo.ui.components.navigation import Place

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


@staff("feedback.read_dashboard")
@require_GET
def dashboard(request: StaffRequest) -> HttpResponse:
    now = clock.now()
    today = clock.local_date(now)
    wanted = wanted_from(request.GET, today=today)
    board = boards.board(request.user, wanted, now=now)
    for line in board.lines:
        line.name = line.name or str(UNNAMED.get(wanted.split, "–"))
    spans = [
        (days, address_of(wanted, **{"from": today - timedelta(days=days), "until": today}))
        for days in SPANS
    ]
    return render(
        request,
        "feedback/reports/dashboard.html",
        {
            "board": board,
            "wanted": wanted,
            "period": wanted.period,
            "facts": _facts(board),
            "splits": _splits(wanted, has_officers=boards.may_see_officers(request.user)),
            "split_title": SPLITS[wanted.split],
            "spans": spans,
            "volume": [Bar(day_short(day), count) for day, count in board.volume],
            "lines": [Bar(line.name, line.received) for line in board.lines],
            "ages": [Bar(_age(days), count) for days, count in board.ages],
            "kinds": [(kind, KINDS[kind]) for kind in CaseKind],
            "channels": Channel.choices,
            **boards.choices(request.user),
        },
    )


def _facts(board: Board) -> list[tuple[str, object]]:
    total = board.total
    return [
        (_("Received"), total.received),
        (_("Answered"), total.answered),
        (_("Answered in time"), _share(total.in_time)),
        (_("Term passed, not answered"), total.overdue),
        (_("Reopened"), _share(total.reopened_share)),
        (
            _("Rating, 1 to 5"),
            "–" if total.score is None else f"{total.score} ({total.ratings})",
        ),
        (_("Way to the answer, 1 to 5"), "–" if total.way is None else total.way),
    ]


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
