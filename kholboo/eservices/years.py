"""Counting in whole years."""

from datetime import date


def ends_on(start: date, years: int) -> date:
    """The last day of so many years from `start` on."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February
        return start.replace(year=start.year + years, day=28)
