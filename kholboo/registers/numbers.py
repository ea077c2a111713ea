"""Numbers of certificates: `61-26-000123-4`, gapless for each office and year.

First the code of the office's aimag (National Statistics Office), then the year and the place in
it, last an ISO/IEC 7064 check digit over all of them, because numbers are read over the telephone.
"""

import re
import unicodedata

from kholboo.core.checkdigit import check_digit, is_valid

WRITTEN = re.compile(r"(\d{2})(\d{2})(\d{6,7})\d")
LONGEST = 40  # as somebody may type it


def series_of(place: str) -> str:
    """The series of the agency's numbering that an office with this code counts in."""
    return f"certificate.{place}"


def written(place: str, number: str) -> str:
    """`number` is the next one of the office's series, `26-000123-5`."""
    year, count, _check = number.split("-")
    return f"{place}-{year}-{count}-{check_digit(place + year + count)}"


def parse(text: str) -> str | None:
    """The number somebody meant, as we write it; None when no certificate has such a number.

    Spaces, any dashes and letters before it ("№") are forgiven; a wrong digit is not.
    """
    plain = re.sub(r"^[^\d]+", "", unicodedata.normalize("NFKC", text[:LONGEST]))
    digits = re.sub(r"[\s.\-‐‑‒–—−_/]+", "", plain)
    found = WRITTEN.fullmatch(digits) if digits.isascii() and is_valid(digits) else None
    return f"{found[1]}-{found[2]}-{found[3]}-{digits[-1]}" if found else None
