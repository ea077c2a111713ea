"""Small questions about JSON that somebody else wrote."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from kholboo.eservices.engine.faults import Problem

SCHEMA_FILE = "form.schema.json"
UI_FILE = "form.ui.json"
LANGUAGES = ("mn", "en")
LONGEST_WORDS = 1000
# A day is typed into three boxes, each named by its question and one of these.
DAY_PARTS = ("_year", "_month", "_day")
# Names that a page of an applicant sends beside the answers.
SENT_BESIDE = frozenset({"go", "shown", "seen", "csrfmiddlewaretoken"})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


def is_key(value: object) -> bool:
    """A name in lower case; it stands in addresses, names of inputs and conditions."""
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def boxes_of_days(keys: Iterable[str]) -> set[str]:
    """Names that boxes of days would have if these were days."""
    return {f"{key}{part}" for key in keys for part in DAY_PARTS}


def beside_days(keys: Iterable[str]) -> set[str]:
    """Keys that a new question cannot have beside these: one's answer would be taken for a part of
    the other's, whichever of them is a day."""
    known = set(keys)
    wholes = {key.removesuffix(part) for key in known for part in DAY_PARTS if key.endswith(part)}
    return boxes_of_days(known) | wholes


def is_whole(value: object, least: int, most: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int) or not isinstance(most, int):
        return False
    return least <= value <= most


def words_are_wrong(value: object) -> bool:
    """Words in both languages, without signs that cannot be seen."""
    if not isinstance(value, Mapping) or set(value) != set(LANGUAGES):
        return True
    return not all(_is_readable(value[language]) for language in LANGUAGES)


def _is_readable(text: object) -> bool:
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_WORDS:
        return False
    return not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in text)


def pointer(*parts: object) -> str:
    """A JSON pointer (RFC 6901); long names are cut."""
    plain = (short(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in plain)


def problem(element: str, code: str, file: str, found: object = "") -> Problem:
    """`found` repeats what stands there, cut short."""
    return Problem(code, element, file, (("found", short(found)),))


def short(value: object) -> str:
    """What stands there, in at most 60 letters; of lists and objects only that they are."""
    if isinstance(value, (Mapping, list)):
        return "{…}" if isinstance(value, Mapping) else "[…]"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**30:
        return "…"
    return ("" if value is None else str(value))[:60]
