"""Numbers of standards as people write them, and the one form they all come to.

«МНС 6858:2020», `mns6858-2020`, `MNS ISO/IEC Guide 67 : 2004` and `GL 19` name a work, and
perhaps one edition of it by its year (ISO/IEC Directives, Part 2, and MNS 1-1 write it after a
colon). A last part of four digits that can be a year is one.
"""

import re
from dataclasses import dataclass

LONGEST = 60  # letters
FIRST_YEAR, LAST_YEAR = 1900, 2099
# Words of a prefix as they are typed in Cyrillic letters, and letters that only look Latin.
_CYRILLIC_WORDS = {
    "МНС": "MNS",
    "ИСО": "ISO",
    "МЭК": "IEC",
    "ЕН": "EN",
    "ГОСТ": "GOST",
    "САС": "CAC",
}
_LOOKALIKE = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
# A number: perhaps words in front, then figures, perhaps parts, and nothing else. What was taken is
# not given back: sixty letters without a figure would be cut in every way there is.
_SHAPE = re.compile(r"(?:[^\W\d_]{1,8}+[ /.:-]*+){0,5}+\d[\d .:/-]*+")
# Written in one piece: `MNSISO22060`.
_BODY = "MNS|ISO|IEC|CAC|CXS|GOST|ASTM|EN|GB|BS|DIN"
_GLUED = re.compile(rf"(?:{_BODY}){{2,3}}")
_BODIES = re.compile(_BODY)


@dataclass(frozen=True)
class Number:
    """`words` of the prefix, `parts` of figures (the first is the core), `year` of an edition."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    year: int | None = None

    @property
    def key(self) -> str:
        """What every way of writing comes to, without the year: `mns iso 5667 11`."""
        return " ".join((*self.words, *(part.lstrip("0") or "0" for part in self.parts))).lower()

    @property
    def bare(self) -> str:
        """The figures alone: who types `6858` means any prefix."""
        return " ".join(part.lstrip("0") or "0" for part in self.parts)


def parse(text: str) -> Number | None:
    """The number somebody wrote; None when the text is no number of a standard."""
    plain = " ".join(text.replace("\x00", "").split()).upper()
    if len(plain) > LONGEST or not _SHAPE.fullmatch(plain):
        return None
    tokens = [part for token in _TOKEN.findall(plain) for part in _parts(_latin(token))]
    words = tuple(token for token in tokens if not token.isdecimal())
    parts = [token for token in tokens if token.isdecimal()]
    year = _year(parts[-1]) if len(parts) > 1 else None
    return Number(words, tuple(parts[:-1] if year else parts), year)


def _parts(token: str) -> list[str]:
    return _BODIES.findall(token) if _GLUED.fullmatch(token) else [token]


def _latin(token: str) -> str:
    if token.isdecimal():
        return token
    return _CYRILLIC_WORDS.get(token) or _half_latin(token)


def _half_latin(token: str) -> str:
    """`МNS` begins with a Cyrillic letter that nobody can see."""
    return token.translate(_LOOKALIKE)


def _year(part: str) -> int | None:
    return int(part) if len(part) == 4 and FIRST_YEAR <= int(part) <= LAST_YEAR else None
