"""What stands on a paper letter or is said of a visit: pure, one for the form and the search."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_NUMBER = 60
LONGEST_PRESENT = 300


@dataclass(frozen=True)
class OnPaper:
    """`sender_number`: the outgoing number in the sender's own register. `present`: who sat in.
    `is_signed`: whether a letter bears a signature; None of what is no letter.
    """

    sender_number: str = ""
    present: str = ""
    is_signed: bool | None = None


NO_PAPER = OnPaper()


def number_key(number: str) -> str:
    """One form for `№ А-12/567`, `а 12 567` and `А-12-567`; "" when there is no letter or digit."""
    plain = unicodedata.normalize("NFKC", number.replace("№", " ")).lower()
    return "-".join(re.findall(r"[^\W_]+", plain))[:LONGEST_NUMBER]
