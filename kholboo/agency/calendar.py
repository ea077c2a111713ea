"""The working calendar as a value: no database and no clock, so that due dates can be proved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

SATURDAY = 5


@dataclass(frozen=True)
class SpecialDay:
    """A day that the law or an override takes out of the ordinary week."""

    is_working: bool
    name_mn: str
    name_en: str


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days between `first` and `last` (both included) the agency works.

    Asking about a day outside raises ValueError: a wrong due date would be worse than none.
    """

    first: date
    last: date
    special: Mapping[date, SpecialDay] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        found = self._special(day)
        return found.is_working if found else day.weekday() < SATURDAY

    def name_of(self, day: date) -> str:
        """Why the day is special, in the language of the page; empty for an ordinary day."""
        found = self._special(day)
        if found:
            return found.name_en if get_language() == "en" else found.name_mn
        return _("weekend") if day.weekday() >= SATURDAY else ""

    def _special(self, day: date) -> SpecialDay | None:
        if not self.first <= day <= self.last:
            raise ValueError(f"{day} is outside the calendar {self.first}..{self.last}")
        return self.special.get(day)
