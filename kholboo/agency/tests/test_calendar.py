from datetime import date

import pytest
from django.utils import translation

from kholboo.accounts.roles import Role
from kholboo.agency import queries
from kholboo.agency.calendar import SpecialDay, WorkingCalendar
from kholboo.agency.hooks import CalendarChanged, calendar_changed
from kholboo.agency.services import calendar
from kholboo.agency.tests.factories import staff_user
from kholboo.audit.models import Entry
from kholboo.core.errors import NotFound, RuleBroken

# A year far beyond the starter data.
NAADAM = date(2037, 7, 13)  # a Monday
YEAR = (date(2037, 1, 1), date(2037, 12, 31))


@pytest.fixture
def heard(monkeypatch):
    facts: list[CalendarChanged] = []
    monkeypatch.setattr(calendar_changed, "_listeners", [facts.append])
    return facts


def test_without_special_days_the_week_decides():
    week = WorkingCalendar(date(2026, 6, 1), date(2026, 6, 7))

    assert [week.is_working(date(2026, 6, day)) for day in range(1, 8)] == [True] * 5 + [False] * 2


def test_a_special_day_says_its_name_in_the_language_of_the_page():
    week = WorkingCalendar(NAADAM, NAADAM, {NAADAM: SpecialDay(False, "Наадам", "Naadam")})

    with translation.override("en"):
        assert week.name_of(NAADAM) == "Naadam"
    with translation.override("mn"):
        assert week.name_of(NAADAM) == "Наадам"


def test_a_day_outside_the_calendar_is_an_error_and_not_a_guess():
    week = WorkingCalendar(date(2026, 6, 1), date(2026, 6, 7))

    with pytest.raises(ValueError, match="outside"):
        week.is_working(date(2026, 6, 8))


@pytest.mark.django_db
class TestKeptInTheDatabase:
    def test_the_law_s_holidays_are_loaded_in_both_languages(self, heard):
        days = calendar.load_holidays([2037])

        year = queries.working_calendar(*YEAR)
        assert days >= 15
        assert not year.is_working(NAADAM)
        assert "наадам" in year.name_of(NAADAM)
        assert heard == [CalendarChanged(date(2037, 1, 1), date(2037, 12, 29))]

    def test_loading_holidays_again_rings_nothing(self, heard):
        calendar.load_holidays([2037])

        assert calendar.load_holidays([2037]) == 0
        assert len(heard) == 1

    def test_an_override_beats_the_holiday_and_the_weekend(self, heard):
        calendar.load_holidays([2037])
        administrator = staff_user(Role.ADMINISTRATOR)
        saturday = date(2037, 7, 18)

        for day in (NAADAM, saturday):
            calendar.set_override(
                day, is_working=True, name_mn="Шилжүүлсэн", name_en="Moved", actor=administrator
            )

        year = queries.working_calendar(*YEAR)
        assert year.is_working(NAADAM)
        assert year.is_working(saturday)
        assert heard[-1] == CalendarChanged(saturday, saturday)
        entry = Entry.objects.get(target=f"agency.CalendarDay:{NAADAM}")
        assert (entry.actor, entry.facts) == (administrator, {"before": None, "after": True})

    def test_a_dropped_override_gives_the_day_back_to_the_law(self, heard):
        calendar.load_holidays([2037])
        administrator = staff_user(Role.ADMINISTRATOR)
        calendar.set_override(
            NAADAM, is_working=True, name_mn="а", name_en="a", actor=administrator
        )

        calendar.drop_override(NAADAM, actor=administrator)

        assert not queries.working_calendar(*YEAR).is_working(NAADAM)
        with pytest.raises(NotFound):
            calendar.drop_override(NAADAM, actor=administrator)

    def test_an_override_without_a_reason_is_refused(self):
        with pytest.raises(RuleBroken):
            calendar.set_override(
                NAADAM, is_working=True, name_mn=" ", name_en="", actor=staff_user(Role.OFFICER)
            )
