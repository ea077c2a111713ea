"""The only place that reads the time. Rules get `now` and `today` as arguments."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

# The agency's year, numbers and registers follow the capital's calendar.
ULAANBAATAR = ZoneInfo("Asia/Ulaanbaatar")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def local_date(moment: datetime, zone: ZoneInfo = ULAANBAATAR) -> date:
    """The calendar date people at `zone` saw at `moment`."""
    return moment.astimezone(zone).date()


def noon(day: date, zone: ZoneInfo = ULAANBAATAR) -> datetime:
    """A moment of a day of which only the date is known: no zone of ours makes it another day."""
    return datetime.combine(day, time(12), zone)


def agency_year(moment: datetime) -> int:
    """The year of registers: 31 December 16:30 UTC is already next year in Ulaanbaatar."""
    return local_date(moment).year
