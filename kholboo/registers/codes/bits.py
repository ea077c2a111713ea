"""The states of all certificates as two bits each, as in the IETF's Token Status List.

0 valid, 1 withdrawn, 2 suspended, 3 its term is over; the lowest bits of a byte come first. A place
that was never given says 0 and is in no code, for a code is signed.
"""

import zlib
from collections.abc import Iterable

from kholboo.registers.rules import State

BITS = 2
VALUES = {State.VALID: 0, State.WITHDRAWN: 1, State.SUSPENDED: 2, State.EXPIRED: 3}


def packed(size: int, states: Iterable[tuple[int, str]]) -> bytes:
    """`states`: place and state of all that are not valid."""
    bits = bytearray(-(-size * BITS // 8))
    for place, state in states:
        bits[place // 4] |= VALUES[State(state)] << (place % 4 * BITS)
    return bytes(bits)


def value_at(bits: bytes, place: int) -> int:
    return bits[place // 4] >> (place % 4 * BITS) & 3


def squeezed(bits: bytes) -> bytes:
    return zlib.compress(bits, 9)
