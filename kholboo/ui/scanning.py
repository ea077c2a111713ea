"""What a scanned code may open: addresses of ours that a house put on paper, and nothing else.

A house says it in its `AppConfig.ready`. A code is judged on the phone (`app/scan.js`), so that
what others wrote into theirs never reaches us; a typed number is looked up here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings


def _nothing(text: str) -> str | None:
    return None


@dataclass(frozen=True)
class Opener:
    """`path` is a regular expression for the whole path of an address, without its language; plain
    enough to mean the same in Python and on the phone. `numbered` gives the path for a typed
    number, None when the number is none of the house's.
    """

    name: str
    path: str
    numbered: Callable[[str], str | None] = _nothing


_openers: dict[str, Opener] = {}


def add(opener: Opener) -> None:
    """Safe to repeat. Raises re.error for a path that is no regular expression."""
    re.compile(opener.path)
    _openers[opener.name] = opener


def paths() -> list[str]:
    return [opener.path for opener in _openers.values()]


def origins() -> list[str]:
    """Whose addresses a code may lead to."""
    return [settings.PUBLIC_URL]


def path_of_number(text: str) -> str | None:
    """Where a typed number leads; None when no house knows numbers like it."""
    found = (opener.numbered(text) for opener in _openers.values())
    return next((path for path in found if path), None)
