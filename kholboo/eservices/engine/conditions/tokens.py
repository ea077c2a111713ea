"""Text of a condition or a cell → its tokens. What no token can be is refused where it stands."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

LONGEST = 1_000  # characters of one condition
DEEPEST = 20  # brackets and nots within each other
LONGEST_WORDS = 300  # characters of one text in quotes
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      |(?P<number>\d{1,15}(?:\.(?!\.)\d{1,9})?(?![\w]))
      |(?P<text>"(?:[^"\\\x00-\x1f]|\\["\\])*")
      |(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*){0,3})
      |(?P<sign>!=|<=|>=|\.\.|[=<>(),\[\]\-])""",
    re.VERBOSE,
)


class Unreadable(Exception):
    """`code` names the sentence, `at` the character (from 1), `what` what stood there."""

    def __init__(self, code: str, at: int = 0, what: str = "") -> None:
        super().__init__(code)
        self.code, self.at, self.what = code, at, what


@dataclass(frozen=True)
class Token:
    """`kind` is number, text, name, sign, or end."""

    kind: str
    said: Any
    at: int


def tokens_of(text: str) -> list[Token]:
    if len(text) > LONGEST:
        raise Unreadable("condition_long", what=str(LONGEST))
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unreadable("condition_sign", at + 1, text[at])
        if match.lastgroup != "space":
            found.append(_token(str(match.lastgroup), match[0], at + 1))
        at = match.end()
    return [*found, Token("end", "", len(text) + 1)]


def _token(kind: str, said: str, at: int) -> Token:
    if kind == "number":
        return Token(kind, number_of(said), at)
    if kind == "text":
        words = re.sub(r"\\(.)", r"\1", said[1:-1])
        if len(words) > LONGEST_WORDS:
            raise Unreadable("condition_long", at, str(LONGEST_WORDS))
        return Token(kind, words, at)
    return Token(kind, said, at)


def number_of(said: str) -> int | float:
    """As JSON keeps it; 15 digits and 9 behind the point come back as they were written."""
    exact = Decimal(said)
    return int(exact) if exact == exact.to_integral_value() else float(exact)
