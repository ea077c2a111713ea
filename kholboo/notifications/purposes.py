"""What a message is for, in words: each house says what the keys it gives its messages mean."""

import re
from collections.abc import Collection, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

_purposes: list[tuple[re.Pattern[str], str | Promise]] = []


def name_messages(purposes: Mapping[str, str | Promise]) -> None:
    """Say once, at start, what messages are for whose whole key fits a regular expression."""
    _purposes.extend((re.compile(pattern), words) for pattern, words in purposes.items())


def purpose_of(key: str) -> str:
    """In the language of the page; a key that nobody named says only that it is a message."""
    found = (words for pattern, words in _purposes if pattern.fullmatch(key))
    return str(next(found, _("another message")))


def purposes_of(keys: Collection[str]) -> dict[str, str]:
    """The same for keys as history keeps them; a row's number is a message of which no key is kept
    there.
    """
    return {key: purpose_of(key) for key in keys if not key.isdecimal()}
