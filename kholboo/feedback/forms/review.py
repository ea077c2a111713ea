"""The period of a review, as the address has it: `?from=2026-10-01&until=2026-12-31`."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.forms.reports import EARLIEST, LATEST

LONGEST = timedelta(days=366)
WRONG = {"invalid": _("Write a day like this: 2026-10-01."), "required": _("Write the day.")}


def _is_ours(day: date) -> None:
    """A day of a case; at the calendar's own ends the day beside it is none."""
    if not EARLIEST <= day < LATEST:
        raise forms.ValidationError(WRONG["invalid"], code="invalid")


class PeriodForm(forms.Form):
    """Both days belong to the period. `from` is no name in Python, so it is set by its word."""

    until = forms.DateField(
        label=_("Until"),
        validators=[_is_ours],
        input_formats=["%Y-%m-%d", "%Y.%m.%d"],
        error_messages=WRONG,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = forms.DateField(
            label=_("From"),
            validators=[_is_ours],
            input_formats=["%Y-%m-%d", "%Y.%m.%d"],
            error_messages=WRONG,
        )
        self.fields = {"from": first, **self.fields}
        for each in self.fields.values():
            each.widget = forms.DateInput(
                {"inputmode": "numeric", "autocomplete": "off", "maxlength": 10}, format="%Y-%m-%d"
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from"), given.get("until")
        if first and last and last < first:
            self.add_error("until", _("The last day is before the first."))
        elif first and last and last - first > LONGEST:
            self.add_error("until", _("At most one year at a time."))
        return given


def quarter_of(day: date) -> date:
    """The first day of the quarter `day` lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
