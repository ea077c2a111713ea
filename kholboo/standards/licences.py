"""The number of a licence as it stands on each page: `2026-000007-48213`.

The last digits are random: whoever counts the numbers up does not meet those of others.
"""

import re
import secrets

LONGEST = 30
_DIGITS = 5
_DASHES = re.compile(r"[\s\u2010-\u2015_./-]+")


def number(year: int, key: int) -> str:
    return f"{year}-{key:06d}-{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"


def typed(words: str) -> str:
    """As people write it from a sheet of paper, brought to the one form; empty when it is none."""
    plain = _DASHES.sub("-", words.strip()[:LONGEST]).strip("-")
    return plain if re.fullmatch(r"[0-9]{4}-[0-9]{6,9}(-[0-9]{5})?", plain) else ""
