"""The working calendar of the agency: the law's holidays and one-off changes."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kholboo.accounts.access import StaffRequest, staff
from kholboo.agency import queries
from kholboo.agency.forms import OverrideForm
from kholboo.agency.services import calendar as keeping
from kholboo.core import clock
from kholboo.core.edge import errors_on
from kholboo.core.errors import NotFound

FIRST_YEAR, LAST_YEAR = 1900, 2200


def _year(request: StaffRequest) -> int:
    asked = request.GET.get("year", "")
    this_year = clock.agency_year(clock.now())
    is_year = asked.isascii() and asked.isdecimal() and FIRST_YEAR <= int(asked) <= LAST_YEAR
    return int(asked) if is_year else this_year


@staff("agency.change_calendar")
@require_http_methods(["GET", "POST"])
def calendar(request: StaffRequest) -> HttpResponse:
    """One year's special days, and a form to change one."""
    form = OverrideForm(request.POST or None)
    if form.is_valid():
        with errors_on(form):
            values = dict(form.cleaned_data)
            day = values.pop("day")
            keeping.set_override(day, **values, actor=request.user)
            messages.success(request, _("The day is changed. Due dates are counted anew."))
            return redirect(reverse("agency:calendar") + "?" + urlencode({"year": day.year}))
    year = _year(request)
    return render(
        request,
        "agency/calendar.html",
        {"form": form, "days": queries.calendar_days(year), "year": year},
        status=422 if form.errors else 200,
    )


@staff("agency.change_calendar")
@require_POST
def drop_override(request: StaffRequest, day: str) -> HttpResponse:
    try:
        which = date.fromisoformat(day)
    except ValueError as error:
        raise NotFound(_("There is no such day."), day=day) from error
    keeping.drop_override(which, actor=request.user)
    messages.success(request, _("The law decides about this day again."))
    return redirect(reverse("agency:calendar") + "?" + urlencode({"year": which.year}))
