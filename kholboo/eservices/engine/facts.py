"""What a certificate can say, as far as a procedure has to know it."""

from dataclasses import dataclass

# Of a tick nobody knows what it says, and an object is no text.
NEVER_ON_PAPER = frozenset({"boolean", "object"})


@dataclass(frozen=True)
class FactRule:
    """`kind`: text, lines, barcodes or number, of which `most` is the largest there may be."""

    kind: str
    is_needed: bool = False
    most: int = 0
