"""Addresses and codes of sign-in: pure Python, no database, no clock."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

CODE_DIGITS = 6
CODE_TRIES = 5
CODE_LIFE = timedelta(minutes=10)
# How often one address, one network and the whole house may ask. Phones of a whole district
# may share one network address, so that limit is generous.
CODES_PER_TARGET = 5
CODES_PER_NETWORK = 60
PASSWORD_TRIES = 10
PASSWORD_LINKS = 5
SECOND_FACTOR_TRIES = 10
HOUR = 3600
QUARTER = 900
# What could do much harm asks for the second factor anew when it was shown longer ago.
FRESH_FOR = timedelta(minutes=5)
# Staff sign in anew each working day.
STAFF_SESSION = timedelta(hours=10)

# Mongolian mobile numbers (libphonenumber 9.0.43); codes cannot reach a fixed line.
MOBILE = re.compile(r"(?:87[01]|92[0139])\d{5}|(?:5[05]|6[069]|7[28]|8[0135689]|9[013-9])\d{6}")


@dataclass(frozen=True)
class Address:
    """Where a code can go, in the one form we compare."""

    channel: Literal["email", "sms"]
    to: str

    @property
    def masked(self) -> str:
        """Enough to recognise one's own: `b···@gmail.com`, `99····33`."""
        if self.channel == "sms":
            return f"{self.to[:2]}····{self.to[-2:]}"
        name, _at, host = self.to.partition("@")
        return f"{name[:1]}···@{host}"


def read_address(text: str) -> Address | None:
    """The e-mail address or mobile phone a person typed; None when it is neither."""
    plain = text.strip()
    if "@" in plain:
        try:
            validate_email(plain)
        except ValidationError:
            return None
        return Address("email", plain.lower())
    digits = re.sub(r"[\s().+-]", "", plain)
    if len(digits) == 11 and digits.startswith("976"):
        digits = digits[3:]
    return Address("sms", digits) if digits.isascii() and MOBILE.fullmatch(digits) else None
