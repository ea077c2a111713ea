"""What the drawing process is asked and may answer; no Django here, both sides import it."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
SIGN = b"%PDF-"
MOST_PAGES = 1_500
# Points; A0 is 2384 × 3370.
SHORTEST_SIDE, LONGEST_SIDE = 70, 5_000
WIDTH = 1_240  # pixels: A4 at 150 dpi
# A page whose greys without loss have fewer dots to a byte is no clean print: a scan, or photos.
CLEAN = 16
# Of pictures, in the order of the answer: the last is for every phone.
FORMS = ("avif", "webp")
MOST_PIXELS = 8_000_000
MOST_LETTERS = 30_000  # of one page
# Fewer on a page that shows something dark (of 255): its words are to be recognised.
FEWEST_LETTERS, DARK = 60, 160
# For the machine that reads scans, which knows letters best at 300 dots an inch; A4 is 8.7 million.
DOTS, MOST_READ = 300, 12_000_000
REFUSALS = frozenset({"broken", "password", "pages", "page", "resources"})


@dataclass(frozen=True)
class Task:
    """`draws`: so many pages from `first` on, counted from 0; 0: only whether all could be drawn.

    `is_for_reading`: as plain greys for the machine that reads scans, and nothing else.
    """

    draws: int = 0
    first: int = 0
    is_for_reading: bool = False
    memory: int = 1024 * MEGABYTE
    cpu: int = 120  # seconds
    disk: int = 100 * MEGABYTE
