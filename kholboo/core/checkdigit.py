"""ISO/IEC 7064 MOD 11,10: one check digit for strings of digits.

Chosen because numbers are read over the phone: it finds every single wrong digit and nearly
every swap of neighbours, and needs nothing but digits.
"""


def check_digit(digits: str) -> str:
    """The digit that makes `digits` followed by it a valid string. Digits only."""
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = (total * 2) % 11
    return str((11 - product) % 10)


def is_valid(digits: str) -> bool:
    """True when the last digit is the check digit of those before it."""
    return len(digits) > 1 and digits.isdecimal() and check_digit(digits[:-1]) == digits[-1]
