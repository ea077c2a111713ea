"""Barcodes of goods: GTIN-8, -12, -13 and -14 with their check digit (GS1 General Specifications)."""

import re

LENGTHS = (8, 12, 13, 14)


def looks_like_one(text: str) -> bool:
    """Only figures and spaces, and as many figures as a barcode has."""
    return re.fullmatch(r"[\d ]+", text) is not None and len(_digits(text)) in LENGTHS


def is_gtin(text: str) -> bool:
    """Whether the last digit is right: the others weigh 3 and 1 by turns, from the right."""
    digits = _digits(text)
    if len(digits) not in LENGTHS or not digits.isascii() or not digits.isdecimal():
        return False
    weighed = sum(int(d) * (3, 1)[place % 2] for place, d in enumerate(reversed(digits[:-1])))
    return (10 - weighed % 10) % 10 == int(digits[-1])


def _digits(text: str) -> str:
    return text.replace(" ", "")
