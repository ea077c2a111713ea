"""What reports are asked for: days typed in boxes, or named in the address as 2026-07-01."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kholboo.feedback.queries.report_form import By, Column
from kholboo.feedback.queries.standing import Period, quarter_of
from kholboo.feedback.rules import CaseKind
from kholboo.ui.widgets import DayField

# A report is of a quarter; a year is compared; nobody asks for more than five.
LONGEST = timedelta(days=5 * 366)
EARLIEST = date(2000, 1, 1)
# As in the boxes of a day: beyond it the calendar itself ends.
LATEST = date(2200, 1, 1)
LAST_PAGE = 400
LONGEST_LETTER = 120


@dataclass(frozen=True)
class Asked:
    """What the address of a report says; what it says wrongly counts as the usual."""

    period: Period
    by: By
    office: str = ""
    kind: str = ""
    column: Column = Column.RECEIVED
    page: int = 1

    def address(self, **changes: Any) -> str:
        """The same as the rest of an address, without what is usual."""
        parts: dict[str, Any] = {
            "from": self.period.since.isoformat(),
            "until": self.period.until.isoformat(),
            "cutoff": self.period.cutoff.isoformat(),
            "by": "" if self.by == By.OFFICE else self.by,
            "office": self.office,
            **changes,
        }
        address = QueryDict(mutable=True)
        address.update({name: str(value) for name, value in parts.items() if value})
        return address.urlencode()


def asked_from(address: QueryDict, *, today: date) -> Asked:
    page = address.get("page", "")
    column = address.get("column", "")
    return Asked(
        period=period_from(address, today=today),
        by=By.KIND if address.get("by") == By.KIND else By.OFFICE,
        office=address.get("office", "").replace("\x00", "")[:50],
        kind=address.get("kind", "") if address.get("kind", "") in CaseKind.values else "",
        column=Column(column) if column in Column.values else Column.RECEIVED,
        page=min(max(1, int(page)), LAST_PAGE) if page.isdecimal() and len(page) < 6 else 1,
    )


def period_from(address: QueryDict, *, today: date) -> Period:
    """The period an address names; the quarter before this one where it names none."""
    usual = last_quarters(today, 2)[1]
    since, until = day_in(address, "from"), day_in(address, "until")
    if since is None or until is None or problem_with(since, until, until):
        return usual
    # Nobody knows what will be late next week.
    cutoff = min(day_in(address, "cutoff") or until, max(today, since))
    return Period(since, until, cutoff if cutoff >= since else until)


def problem_with(since: date, until: date, cutoff: date) -> tuple[str, str] | None:
    """The field that is wrong and why, or None."""
    if since < EARLIEST:
        return "since", gettext("There are no cases from before the year 2000.")
    if until < since:
        return "until", gettext("The last day is before the first day.")
    if until - since > LONGEST:
        return "until", gettext("A report covers at most five years.")
    if cutoff < since:
        return "cutoff", gettext("The cut-off is before the first day.")
    return None


def last_quarters(today: date, count: int) -> list[Period]:
    """The quarter of today, whose cut-off is today, and those before it."""
    now = quarter_of(today)
    found = [Period(now.since, now.until, today)]
    while len(found) < count:
        found.append(quarter_of(found[-1].since - timedelta(days=1)))
    return found


def day_in(address: QueryDict, name: str) -> date | None:
    try:
        found = date.fromisoformat(address.get(name, ""))
    except ValueError:
        return None
    return found if found < LATEST else None


class PeriodForm(forms.Form):
    """Any days: who answers the Secretariat before the quarter ends chooses the cut-off."""

    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"))
    cutoff = DayField(
        label=_("Cut-off"),
        help_text=_("What happened after this day is left out. Empty: the last day."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until:
            values["cutoff"] = values.get("cutoff") or until
            if wrong := problem_with(since, until, values["cutoff"]):
                self.add_error(*wrong)
        return values

    def period(self) -> Period:
        values = self.cleaned_data
        return Period(values["since"], values["until"], values["cutoff"])


class SendForm(forms.Form):
    """The letter the report goes with."""

    letter = forms.CharField(
        label=_("Number and date of the letter"),
        max_length=LONGEST_LETTER,
        required=False,
        strip=True,
    )
    # The second press, on the page that says what cannot be undone.
    is_sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
