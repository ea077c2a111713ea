"""Facts this house announces."""

from dataclasses import dataclass
from datetime import date

from kholboo.core.hooks import Hook


@dataclass(frozen=True)
class StarterLoaded:
    """Offices, services and the calendar stand; other houses may add their first rows.

    `is_demo` allows invented rows (people, cases); without it only what production needs.
    """

    is_demo: bool


@dataclass(frozen=True)
class DepartmentChanged:
    """An aimag got its department, or lost it; the office stays a row in both cases."""

    office_id: int
    has_department: bool


@dataclass(frozen=True)
class CalendarChanged:
    """Days between `first` and `last` (both included) may work differently than before."""

    first: date
    last: date


department_changed: Hook[DepartmentChanged] = Hook("agency.department_changed")
starter_loaded: Hook[StarterLoaded] = Hook("agency.starter_loaded")
calendar_changed: Hook[CalendarChanged] = Hook("agency.calendar_changed")
