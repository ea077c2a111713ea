"""Keeping the working calendar: the law's holidays and the Cabinet's one-off shifts."""

from collections.abc import Iterable
from datetime import date

import holidays
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User
from kholboo.agency.hooks import CalendarChanged, calendar_changed
from kholboo.agency.models import CalendarDay
from kholboo.audit import services as audit
from kholboo.core.errors import NotFound, RuleBroken


def load_holidays(years: Iterable[int]) -> int:
    """Write the holidays the law names for these years; returns how many days changed.

    Overrides stay. Running again changes nothing and rings nothing.
    """
    wanted = list(years)
    mongolian = holidays.country_holidays("MN", years=wanted, language="mn")
    english = holidays.country_holidays("MN", years=wanted, language="en_US")
    with transaction.atomic():
        known = {
            day.date: day
            for day in CalendarDay.objects.filter(date__year__in=wanted, is_override=False)
        }
        changed = [day for day, row in known.items() if day not in mongolian]
        CalendarDay.objects.filter(date__in=changed, is_override=False).delete()
        for day, name in sorted(mongolian.items()):
            row = known.get(day)
            if row and (row.name_mn, row.name_en) == (name, english[day]):
                continue
            CalendarDay.objects.update_or_create(
                date=day,
                is_override=False,
                defaults={"is_working": False, "name_mn": name, "name_en": english[day]},
            )
            changed.append(day)
        if changed:
            audit.record(
                "agency.holidays_loaded",
                "agency.CalendarDay:law",
                actor=None,
                years=[min(wanted), max(wanted)],
                days=len(changed),
            )
            calendar_changed.ring(CalendarChanged(min(changed), max(changed)))
    return len(changed)


@transaction.atomic
def set_override(
    day: date, *, is_working: bool, name_mn: str, name_en: str, actor: User
) -> CalendarDay:
    """Make one day a working day or a day off, whatever the law's list says of it."""
    if not name_mn.strip() or not name_en.strip():
        raise RuleBroken(_("Say in both languages why this day is different."), field="name_mn")
    before = CalendarDay.objects.select_for_update().filter(date=day, is_override=True).first()
    row, _created = CalendarDay.objects.update_or_create(
        date=day,
        is_override=True,
        defaults={
            "is_working": is_working,
            "name_mn": name_mn.strip(),
            "name_en": name_en.strip(),
        },
    )
    audit.record(
        "agency.calendar_day_set",
        f"agency.CalendarDay:{day}",
        actor=actor,
        before=before.is_working if before else None,
        after=is_working,
    )
    calendar_changed.ring(CalendarChanged(day, day))
    return row


@transaction.atomic
def drop_override(day: date, *, actor: User) -> None:
    """Let the law and the week decide about this day again."""
    row = CalendarDay.objects.select_for_update().filter(date=day, is_override=True).first()
    if row is None:
        raise NotFound(_("This day has no change of its own."), day=str(day))
    row.delete()
    audit.record(
        "agency.calendar_day_cleared",
        f"agency.CalendarDay:{day}",
        actor=actor,
        before=row.is_working,
        after=None,
    )
    calendar_changed.ring(CalendarChanged(day, day))
