"""Days and moments as people read them in Mongolian and English.

Django's own Mongolian month names are zodiac animals; official letters write the month as a
number with its ordinal ending: «2026 оны 7 дугаар сарын 10».
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from kholboo.core.clock import ULAANBAATAR

# Vowel harmony of the number's name: нэг, дөрөв, ес are front words, the others are back.
FRONT_MONTHS = {1, 4, 9, 11}
WEEKDAYS = {
    "mn": ["даваа", "мягмар", "лхагва", "пүрэв", "баасан", "бямба", "ням"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_long(day: date, *, with_weekday: bool = False) -> str:
    """«2026 оны 7 дугаар сарын 10» or "10 July 2026", in the language active now."""
    if _is_english():
        words = f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
        return f"{WEEKDAYS['en'][day.weekday()]}, {words}" if with_weekday else words
    ending = "дүгээр" if day.month in FRONT_MONTHS else "дугаар"
    words = f"{day.year} оны {day.month} {ending} сарын {day.day}"
    return f"{words}, {WEEKDAYS['mn'][day.weekday()]} гараг" if with_weekday else words


def day_short(day: date) -> str:
    """«2026.07.10» or "10 Jul 2026"."""
    if _is_english():
        return f"{day.day} {MONTHS_EN[day.month - 1][:3]} {day.year}"
    return f"{day:%Y.%m.%d}"


def moment_long(moment: datetime, zone: ZoneInfo = ULAANBAATAR) -> str:
    """The long day with hour and minute on the clocks of `zone`; `moment` is aware."""
    local = moment.astimezone(zone)
    return f"{day_long(local.date())}, {local:%H:%M}"


def moment_short(moment: datetime, zone: ZoneInfo = ULAANBAATAR) -> str:
    local = moment.astimezone(zone)
    return f"{day_short(local.date())}, {local:%H:%M}"


def _is_english() -> bool:
    return (get_language() or "mn").startswith("en")
