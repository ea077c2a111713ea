"""One typed value, read by the kind of its question; a mistake says what is wrong with it."""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kholboo.eservices.engine.forms.form import Field, Kind
from kholboo.eservices.engine.forms.named import LONGEST, NAMED

_DAY = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})", re.ASCII)
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_SPACES = str.maketrans("", "", " \u00a0\u202f'")
LONGEST_NUMBER = 40
YES = frozenset({"on", "true", "yes", "1"})
NO = frozenset({"false", "no", "0"})


class Mistake(Exception):
    """`code`: a word for machines; `facts` fill the sentence people read."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read_value(question: Field, raw: object) -> Any:
    """The value in the one spelling we keep. Raises Mistake."""
    return _READERS[question.kind](question, raw)


def plain_text(raw: str) -> str:
    """Line ends count once, invisible signs that turn or cut text are gone."""
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (sign for sign in text if sign in _KEPT or unicodedata.category(sign) not in _UNSEEN)
    return "".join(kept).strip()


# Controls, lone halves of surrogate pairs, and marks of direction (they can disguise a name).
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
# Line ends, and what joins letters of the vertical script and of other scripts.
_KEPT = frozenset("\n\t\u180e\u200c\u200d")


def _text(question: Field, raw: object) -> str:
    if not isinstance(raw, str):
        raise Mistake("wrong_type")
    most = question.spec.get("maxLength", LONGEST)
    # Four times as long: nobody's spaces, and no work is done on a million letters.
    if len(raw) > 4 * most + LONGEST:
        raise Mistake("too_long", most=most)
    text = plain_text(raw)
    if len(text) > most:
        raise Mistake("too_long", most=most)
    if len(text) < question.spec.get("minLength", 0):
        raise Mistake("too_short", least=question.spec["minLength"])
    name = question.spec.get("format")
    if name is None:
        return text
    read = NAMED[name].read(text)
    if read is None:
        raise Mistake("named", name=name)
    return read


def _number(question: Field, raw: object) -> int | float:
    value = _decimal(raw)
    if question.kind is Kind.INTEGER and value != value.to_integral_value():
        raise Mistake("not_whole")
    if value < Decimal(str(question.spec["minimum"])):
        raise Mistake("below", least=question.spec["minimum"])
    if value > Decimal(str(question.spec["maximum"])):
        raise Mistake("above", most=question.spec["maximum"])
    return int(value) if value == value.to_integral_value() else float(value)


def _decimal(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
        raise Mistake("wrong_type")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise Mistake("not_a_number")
    if isinstance(raw, int) and abs(raw) >= 10**15:
        raise Mistake("not_a_number")
    text = (raw if isinstance(raw, str) else format(Decimal(str(raw)), "f"))[:LONGEST_NUMBER]
    plain = text.translate(_SPACES).replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise Mistake("not_a_number")
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise Mistake("not_a_number") from error


def _boolean(question: Field, raw: object) -> bool:
    word = raw.strip().lower() if isinstance(raw, str) else raw
    if word is True or (isinstance(word, str) and word in YES):
        return True
    if word is not False and not (isinstance(word, str) and word in NO):
        raise Mistake("wrong_type")
    if question.spec.get("const") is True:
        raise Mistake("must_agree")
    return False


def _date(question: Field, raw: object) -> str:
    found = _DAY.fullmatch(raw.strip()) if isinstance(raw, str) else None
    try:
        if found is None:
            raise Mistake("not_a_date")
        day = date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise Mistake("not_a_date") from error
    if not 1900 <= day.year <= 2200:
        raise Mistake("not_a_date")
    return day.isoformat()


def _choice(question: Field, raw: object) -> str:
    if not isinstance(raw, str) or raw not in question.spec["enum"]:
        raise Mistake("not_a_choice")
    return raw


def _choices(question: Field, raw: object) -> list[str]:
    """In the order of the form, each once."""
    if not isinstance(raw, list):
        raise Mistake("wrong_type")
    known = question.spec["items"]["enum"]
    if not all(isinstance(one, str) and one in known for one in raw):
        raise Mistake("not_a_choice")
    chosen = [one for one in known if one in raw]
    if len(chosen) > question.spec["maxItems"]:
        raise Mistake("too_many", most=question.spec["maxItems"])
    if len(chosen) < question.spec.get("minItems", 0):
        raise Mistake("too_few", least=question.spec["minItems"])
    return chosen


_READERS: dict[Kind, Callable[[Field, object], Any]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _number,
    Kind.NUMBER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}
