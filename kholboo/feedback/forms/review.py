"""The period of a review, typed in boxes or named in the address: `?from=2026-10-01&until=…`."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.forms.reports import EARLIEST, LATEST
from kholboo.ui.widgets import DayField

LONGEST = timedelta(days=366)
WRONG = {"required": _("Write the day.")}


def _is_ours(day: date) -> None:
    """A day of a case; at the calendar's own ends the day beside it is none."""
    if not EARLIEST <= day < LATEST:
        raise forms.ValidationError(_("There are no cases from that day."))


class PeriodForm(forms.Form):
    """Both days belong to the period."""

    since = DayField(label=_("From"), validators=[_is_ours], error_messages=WRONG)
    until = DayField(label=_("Until"), validators=[_is_ours], error_messages=WRONG)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("since"), given.get("until")
        if first and last and last < first:
            self.add_error("until", _("The last day is before the first."))
        elif first and last and last - first > LONGEST:
            self.add_error("until", _("At most one year at a time."))
        return given


def period_form(address: QueryDict, *, today: date) -> PeriodForm:
    """What was typed, or what the address names; without either the present quarter until today."""
    if "since_year" in address:
        return PeriodForm(address)
    since = address.get("from") or quarter_of(today).isoformat()
    until = address.get("until") or today.isoformat()
    return PeriodForm({**_boxes("since", since), **_boxes("until", until)})


def _boxes(name: str, day: str) -> Mapping[str, str]:
    year, month, number = (*day.replace(".", "-").split("-", 2), "", "")[:3]
    return {f"{name}_year": year, f"{name}_month": month, f"{name}_day": number}


def quarter_of(day: date) -> date:
    """The first day of the quarter `day` lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
