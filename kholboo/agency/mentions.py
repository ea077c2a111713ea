"""Where two houses that stand beside each other meet: a case that names a thing of another house.

Nothing is kept of it. Both sides ask when a page is shown, and find only what belongs to one and the
same person, so that whoever is erased on either side is gone from both.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise

from kholboo.accounts.models import User
from kholboo.agency.services.numbering import parse_number

_WRITTEN = re.compile(r"(?<!\d)\d{2}-\d{6,7}-\d(?!\d)")
MOST = 10


@dataclass(frozen=True)
class Mention:
    """`what` it is in words, its number, and where it is opened (for staff, or for its owner)."""

    what: str | Promise
    number: str
    address: str


Finder = Callable[[Collection[str], User], list[Mention]]
_things: list[Finder] = []
_cases: list[Finder] = []


def offer_things(finder: Finder) -> None:
    """Say once, at start, how things of these numbers that are this person's are found."""
    _things.append(finder)


def offer_cases(finder: Finder) -> None:
    """Say once, at start, how this person's cases that name one of these numbers are found."""
    _cases.append(finder)


def numbers_in(text: str) -> list[str]:
    """The numbers of ours that stand in a text, each once; a wrong digit makes it none."""
    read = (parse_number(match[0]) for match in _WRITTEN.finditer(text))
    return list(dict.fromkeys(number for number in read if number))[:MOST]


def things_named(text: str, owner: User | None) -> list[Mention]:
    """What of `owner` the text names, with its address at the desk."""
    numbers = numbers_in(text) if owner is not None else []
    if owner is None or not numbers:
        return []
    return [one for finder in _things for one in finder(numbers, owner)]


def cases_naming(number: str, owner: User) -> list[Mention]:
    """What `owner` wrote about the thing of this number, with its address for them."""
    return [one for finder in _cases for one in finder([number], owner)]
