"""Filters that turn values into words of the page's language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kholboo.core import clock
from kholboo.core.formats import days
from kholboo.ui.components.engine import register


@register.filter
def day(value: date | datetime | None, form: str = "") -> str:
    """A day in words; `value|day:"weekday"` adds the weekday, `"short"` gives 2026.07.10."""
    if not value:
        return ""
    plain = clock.local_date(value) if isinstance(value, datetime) else value
    if form == "short":
        return days.day_short(plain)
    return days.day_long(plain, with_weekday=form == "weekday")


@register.filter
def moment(value: datetime | None, zone: ZoneInfo | str = clock.ULAANBAATAR) -> str:
    """A day with its hour, on the clocks of `zone` (a ZoneInfo or its name)."""
    if not value:
        return ""
    return days.moment_long(value, ZoneInfo(zone) if isinstance(zone, str) else zone)


@register.filter
def moment_short(value: datetime | None, zone: ZoneInfo | str = clock.ULAANBAATAR) -> str:
    """2026.07.10, 14:05 on the clocks of `zone`."""
    if not value:
        return ""
    return days.moment_short(value, ZoneInfo(zone) if isinstance(zone, str) else zone)


@register.filter
def grouped(value: int | str | None) -> str:
    """A whole number with its digits in threes: 12,400."""
    return f"{int(value):,}" if value not in (None, "") else ""


@register.filter
def decimal(value: float | None) -> str:
    """A measured number with one decimal where it has one: 33.3, 100; «–» where there is none."""
    return "–" if value is None else f"{value:.1f}".removesuffix(".0")
