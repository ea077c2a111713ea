"""Numbers of registers: gapless, one after another within a year, safe over the telephone.

`26-000123-5` is the 123rd of 2026; the last digit is the ISO/IEC 7064 check digit of the rest.
"""

import re
import unicodedata
from datetime import datetime

from django.db import connection

from kholboo.core import clock
from kholboo.core.checkdigit import check_digit, is_valid

# One statement: the row stays locked until the caller commits, so a number that was rolled
# back is given again, and nobody ever gets it twice. max+1 gave doubles under load.
NEXT = """
INSERT INTO agency_counter AS c (series, year, last) VALUES (%s, %s, 1)
ON CONFLICT (series, year) DO UPDATE SET last = c.last + 1
RETURNING last
"""
WRITTEN = re.compile(r"(\d{2})(\d{6,7})(\d)")


def next_number(series: str, now: datetime) -> str:
    """The next number of `series` in Ulaanbaatar's year of `now`.

    Call it inside the transaction of the thing numbered and as late as possible: until that
    commits, everybody else who wants a number of this series waits.
    """
    year = clock.agency_year(now)
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series, year])
        (last,) = cursor.fetchone()
    return written(year, last)


def written(year: int, last: int) -> str:
    """The number `last` of `year` as people see it."""
    return _written(f"{year % 100:02d}{last:06d}")


def parse_number(text: str) -> str | None:
    """The number a person meant, as we write it; None when no number of ours reads like this.

    Spaces, any dashes and letters before it ("№", "Өр.") are forgiven; a wrong digit is not.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"^[^\d]+", "", plain)
    digits = re.sub(r"[\s.\-‐‑‒–—−_/]+", "", plain)
    if not digits.isascii() or not WRITTEN.fullmatch(digits) or not is_valid(digits):
        return None
    return _written(digits[:-1])


def _written(digits: str) -> str:
    return f"{digits[:2]}-{digits[2:]}-{check_digit(digits)}"
