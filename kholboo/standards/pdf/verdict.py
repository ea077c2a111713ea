"""What the drawing process is asked and may answer; no Django here, both sides import it."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MOST_PAGES = 1_500
# Points; A0 is 2384 × 3370.
SHORTEST_SIDE, LONGEST_SIDE = 70, 5_000
WIDTH = 1_240  # pixels: A4 at 150 dpi
MOST_PIXELS = 8_000_000
MOST_LETTERS = 30_000  # of one page
REFUSALS = frozenset({"broken", "password", "pages", "page", "resources"})


@dataclass(frozen=True)
class Task:
    """`draws`: pictures and words too; else only whether all pages could be drawn."""

    draws: bool
    memory: int = 1024 * MEGABYTE
    cpu: int = 300  # seconds
    disk: int = 400 * MEGABYTE
