"""What is burnt into the picture of a page, and within which walls; no Django here, no Pillow."""

from dataclasses import dataclass

from kholboo.standards.pdf.verdict import MEGABYTE

# Raised when the same page would be marked in another way.
LOOK = 1
# Degrees that the numbers over the page rise.
SLOPE = 30
FORMS = frozenset({"image/avif", "image/webp"})


@dataclass(frozen=True)
class Mark:
    """`number` of the licence, over the whole page; `address` where anybody checks it, at the foot.

    Nothing of a person: the number is all that a page tells.
    """

    number: str
    address: str
    memory: int = 512 * MEGABYTE
    cpu: int = 20  # seconds
    disk: int = 50 * MEGABYTE
