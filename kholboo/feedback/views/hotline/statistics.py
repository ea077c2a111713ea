"""The hotline's day: per operator, per hour, and what the calls became."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kholboo.accounts.access import StaffRequest, staff
from kholboo.core import clock
from kholboo.feedback.forms.hotline import CallDayForm
from kholboo.feedback.models.hotline import CallResult
from kholboo.feedback.queries.hotline.calls import HOURS, HotlineDay, OperatorsDay, day_of_calls

ONE_DAY = timedelta(days=1)
# The drawing's units: an hour's width, and the height of the busiest hour.
STEP, HIGHEST = 20, 100


@dataclass(frozen=True)
class Bar:
    """One hour of the drawing; `x`, `y` and `height` in its units."""

    hour: int
    count: int
    x: int
    y: int
    height: int

    @property
    def span(self) -> str:
        return f"{self.hour:02d}:00–{self.hour + 1:02d}:00"


@staff("feedback.read_call_statistics")
@require_GET
def call_statistics(request: StaffRequest) -> HttpResponse:
    today = clock.local_date(clock.now())
    asked = CallDayForm(request.GET) if "day_day" in request.GET else None
    chosen = asked.cleaned_data["day"] if asked and asked.is_valid() else None
    shown = day_of_calls(chosen or today)
    labels = [
        _("Calls"),
        *(capfirst(str(result.label)) for result in CallResult),
        capfirst(_("still open")),
        _("Mean length, seconds"),
    ]
    context = {
        "form": asked if asked and asked.errors else CallDayForm(initial={"day": shown.day}),
        "shown": shown,
        "labels": labels,
        "lines": [(each.name, _cells(labels, each)) for each in shown.operators],
        "total": _cells(labels, shown.total),
        "bars": bars_of(shown),
        "width": STEP * len(HOURS),
        "before": _address(shown.day - ONE_DAY),
        "after": _address(shown.day + ONE_DAY) if shown.day < today else "",
    }
    return render(request, "feedback/hotline/statistics.html", context)


def _cells(labels: list[str], calls: OperatorsDay) -> list[tuple[str, int]]:
    """Each number with its name: a phone shows a line as a card, without the table's head."""
    return list(zip(labels, [calls.total, *calls.counts, calls.seconds_each], strict=True))


def bars_of(shown: HotlineDay) -> list[Bar]:
    """24 bars; the busiest hour fills the height, and an hour with a call is never invisible."""
    heights = [
        max(2, round(HIGHEST * count / shown.busiest)) if count else 0 for count in shown.hours
    ]
    return [
        Bar(hour=hour, count=count, x=hour * STEP, y=HIGHEST - height, height=height)
        for hour, (count, height) in enumerate(zip(shown.hours, heights, strict=True))
    ]


def _address(day: date) -> str:
    query = QueryDict(mutable=True)
    query.update({"day_year": str(day.year), "day_month": str(day.month), "day_day": str(day.day)})
    return f"{reverse('feedback:call_statistics')}?{query.urlencode()}"
