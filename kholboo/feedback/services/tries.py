"""Guessing is stopped here, at every door that takes a number: the page, the link, the API."""

from typing import Literal

from kholboo.core import limits

Door = Literal["secret", "link"]
WINDOW = 15 * 60
# Tries of one address and at one number. Secrets have 40 bits; links have 128, so their limit
# only spares the database, and a number locked by a guesser still opens by its link.
TRIES: dict[Door, tuple[int, int]] = {"secret": (30, 10), "link": (300, 60)}


def count(door: Door, *, number: str, asker: str) -> None:
    """Count one try before anything is looked up. Raises TooMany."""
    of_address, of_number = TRIES[door]
    limits.knock(f"track.{door}.address", asker, limit=of_address, seconds=WINDOW)
    limits.knock(f"track.{door}.number", number, limit=of_number, seconds=WINDOW)


def forgive(door: Door, *, number: str, asker: str) -> None:
    """It was the right secret: an honest try uses up nothing, nor does it for the neighbours
    behind one carrier's address.
    """
    limits.forgive(f"track.{door}.address", asker)
    limits.forgive(f"track.{door}.number", number)
