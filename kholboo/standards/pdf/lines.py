"""Characters with their boxes → lines and paragraphs, by where they stand and nothing else.

PDFs draw ө and ү from another font than their neighbours, or far from them in the file; the order
of the file then breaks words (55 % of words right), the place on the page does not (99.7 %).
Units are points; y grows upwards, as in PDF.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

# As files write it; PDFium says U+0002 for the one that a program put there to divide a word.
DIVIDED = re.compile(r"[^\W\d][-\u00ad\u2010\x02]$")
# What a font may call a glyph and no text can hold: the sign of nothing, half a letter.
UNSAYABLE = re.compile("[\x00\x01\x03-\x08\x0e-\x1b\ud800-\udfff]")
SPACE = 0.2  # of the height of letters: a wider gap is a space
NEW_PARAGRAPH = 1.75  # of the height: a larger step down begins a paragraph
SAME_PLACE = 0.6  # of the width: letters drawn twice to look bold are one


@dataclass(frozen=True)
class Letter:
    sign: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    words: str
    top: float
    bottom: float
    height: float


def lines_of(letters: Iterable[Letter]) -> list[Line]:
    """From the top of the page to its foot."""
    said = (replace(one, sign=UNSAYABLE.sub("\ufffd", one.sign)) for one in letters)
    seen = [one for one in said if one.sign.strip() and one.height > 0 and one.right >= one.left]
    rows: list[list[Letter]] = []
    for one in sorted(seen, key=lambda letter: -letter.middle):
        # A raised or lowered letter (m³) belongs to the row it touches.
        row = next((row for row in rows[-3:] if _touches(row[0], one)), None)
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    return [_line(row) for row in rows]


def _touches(first: Letter, other: Letter) -> bool:
    shared = min(first.top, other.top) - max(first.bottom, other.bottom)
    return shared > 0.5 * min(first.height, other.height)


def _line(row: list[Letter]) -> Line:
    height = median(one.height for one in row)
    signs: list[str] = []
    before: Letter | None = None
    for one in sorted(row, key=lambda letter: letter.left):
        if before and _is_twice(before, one):
            continue
        if before and one.left - before.right > SPACE * height:
            signs.append(" ")
        signs.append(one.sign)
        before = one
    top, bottom = max(one.top for one in row), min(one.bottom for one in row)
    return Line("".join(signs), top, bottom, height)


def _is_twice(before: Letter, one: Letter) -> bool:
    if before.sign != one.sign:
        return False
    width = max(before.right - before.left, 0.01)
    return before.right - one.left > SAME_PLACE * width


def paragraphs_of(lines: Iterable[Line]) -> list[str]:
    """Lines that stand close under each other are one paragraph."""
    found: list[str] = []
    before: Line | None = None
    for line in lines:
        step = before.bottom - line.bottom if before else 0.0
        if before is None or step > NEW_PARAGRAPH * max(before.height, line.height):
            found.append(line.words)
        else:
            found[-1] = joined(found[-1], line.words)
        before = line
    return found


def joined(first: str, second: str) -> str:
    """Two lines as one; a word that was divided at the end of the first is whole again."""
    if DIVIDED.search(first) and second[:1].islower():
        return first[:-1] + second
    return f"{first} {second}"
