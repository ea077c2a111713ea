"""Named patterns: the only patterns a form may ask for, each read in linear time.

A form names one as JSON Schema's `format`. A free `pattern` is refused at publication: one
regular expression held a validator for ten seconds. Each reader takes what people type and
gives the one form we keep, or None.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kholboo.ui.standard_number import NUMBER, tidy_number

LONGEST = 254  # letters of the longest named text (an e-mail address)
_BETWEEN_DIGITS = frozenset(" +-–‑().\u00a0")
_PERSON = re.compile(r"[А-ЯЁӨҮ]{2}\d{8}")
# Of the digits of a trade number the last one is counted from the others (GS1, 7.9).
_GTIN_LENGTHS = (8, 12, 13, 14)


def digits_of(typed: str) -> str:
    """The digits without the signs people put between them; letters make it empty."""
    plain = unicodedata.normalize("NFKC", typed)
    bare = "".join(sign for sign in plain if sign not in _BETWEEN_DIGITS)
    return bare if bare.isascii() and bare.isdecimal() else ""


def phone(typed: str) -> str | None:
    """Eight digits of a Mongolian number, with or without +976."""
    digits = digits_of(typed)
    if len(digits) == 11 and digits.startswith("976"):
        digits = digits[3:]
    return digits if len(digits) == 8 else None


def organisation(typed: str) -> str | None:
    """The seven digits of an organisation's register."""
    digits = digits_of(typed)
    return digits if len(digits) == 7 else None


def person(typed: str) -> str | None:
    """Two Cyrillic letters and eight digits; no check digit is known."""
    plain = "".join(typed.split()).upper()
    return plain if _PERSON.fullmatch(plain) and plain.isprintable() else None


def gtin(typed: str) -> str | None:
    """A trade item number (the digits under a barcode) whose last digit fits the others."""
    digits = digits_of(typed)
    if len(digits) not in _GTIN_LENGTHS or not int(digits):
        return None
    body = digits[-2::-1]
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(body))
    return digits if (10 - weighed % 10) % 10 == int(digits[-1]) else None


def standard(typed: str) -> str | None:
    """A number of a Mongolian standard in the catalogue's spelling: `MNS 5274 : 2011`."""
    if len(typed) > 60:
        return None
    tidy = tidy_number(typed)
    return tidy if NUMBER.match(tidy.upper()) else None


def email(typed: str) -> str | None:
    plain = typed.strip()
    try:
        validate_email(plain)
    except ValidationError:
        return None
    return plain if len(plain) <= LONGEST else None


@dataclass(frozen=True)
class Named:
    """`read` gives the one form we keep, or None. `inputmode`: the keys a phone shows."""

    read: Callable[[str], str | None]
    inputmode: str = ""
    autocomplete: str = ""


NAMED: dict[str, Named] = {
    "email": Named(email, "email", "email"),
    "mn-phone": Named(phone, "tel", "tel-national"),
    "mn-organisation": Named(organisation, "numeric"),
    "mn-person": Named(person),
    "gtin": Named(gtin, "numeric"),
    "mns-number": Named(standard),
}
