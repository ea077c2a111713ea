"""How names, phones and registers are written: pure rules, one for the form and for the API."""

import unicodedata

PHONE_DIGITS = 8
REGISTER_DIGITS = 7
COUNTRY = "976"
LONGEST_NAME = 100
LONGEST_ORGANISATION = 300
LONGEST_POSITION = 200
LONGEST_ADDRESS = 500
LONGEST_EMAIL = 254
# Signs that stand in names beside letters: О'Нил, Анна-Мария, Б. Болд.
NAME_SIGNS = frozenset(" .-'’ʼ‐")
_BETWEEN_DIGITS = frozenset(" +-–‑().\u00a0")
MASK = "•"


def is_name(text: str) -> bool:
    """Letters of any script with the signs of names; at least one letter."""
    kinds = [unicodedata.category(sign)[0] for sign in text if sign not in NAME_SIGNS]
    return "L" in kinds and set(kinds) <= {"L", "M"}


def phone_of(typed: str) -> str | None:
    """The eight digits of a Mongolian number as people write it, without +976; else None."""
    digits = digits_of(typed)
    if len(digits) == PHONE_DIGITS + len(COUNTRY) and digits.startswith(COUNTRY):
        digits = digits[len(COUNTRY) :]
    return digits if len(digits) == PHONE_DIGITS else None


def spaced(phone: str) -> str:
    """`99112233` as `9911 2233`, the way numbers are read aloud."""
    return f"{phone[:4]} {phone[4:]}".strip()


def register_of(typed: str) -> str | None:
    """The seven digits of an organisation's register; else None."""
    digits = digits_of(typed)
    return digits if len(digits) == REGISTER_DIGITS else None


def digits_of(typed: str) -> str:
    """The digits of `typed` without the signs people put between them; letters make it empty."""
    plain = unicodedata.normalize("NFKC", typed)
    bare = "".join(sign for sign in plain if sign not in _BETWEEN_DIGITS)
    return bare if bare.isascii() and bare.isdecimal() else ""


def masked_name(name: str) -> str:
    """`Дорж Болд` as `Д•••ж Б•••д`: enough to know a person again, not enough to learn the name.

    How long a name is stays hidden; of a word of one or two letters only the first is shown.
    """
    return " ".join(_masked_word(word) for word in name.split())


def _masked_word(word: str) -> str:
    if not any(sign.isalnum() for sign in word):
        return word
    return f"{word[0]}{MASK * 3}{word[-1] if len(word) > 2 else ''}"
