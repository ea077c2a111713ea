"""What the drawing process is asked and may answer; no Django here, both sides import it."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MOST_PAGES = 1_500
# Points; A0 is 2384 × 3370.
SHORTEST_SIDE, LONGEST_SIDE = 70, 5_000
WIDTH = 1_240  # pixels: A4 at 150 dpi
# A page whose greys take more bytes without loss is no clean print: a scan, or full of photos.
LARGEST_SHARP = 130_000
# Of pictures, in the order of the answer: the last is for every phone.
FORMS = ("avif", "webp")
MOST_PIXELS = 8_000_000
MOST_LETTERS = 30_000  # of one page
REFUSALS = frozenset({"broken", "password", "pages", "page", "resources"})


@dataclass(frozen=True)
class Task:
    """`draws`: so many pages from `first` on, counted from 0; 0: only whether all could be drawn."""

    draws: int = 0
    first: int = 0
    memory: int = 1024 * MEGABYTE
    cpu: int = 120  # seconds
    disk: int = 100 * MEGABYTE
