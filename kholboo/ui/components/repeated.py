"""Small parts of long lists that look the same for equal values: drawn once, by a template."""

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST = 1_024  # drawings of one template


class Repeated:
    """A template and what it shows of some values: `Repeated("house/due.html", shown)(due, today)`.

    Five hundred nodes for the same few chips cost a list of 25 rows more than its database. What is
    drawn may depend on the values and the language alone. Words marked as safe equal the same words
    unmarked, so they are refused: TypeError.
    """

    def __init__(self, template: str, shown: Callable[..., Mapping[str, Any]]) -> None:
        self._template, self._shown = template, shown
        self._drawn = lru_cache(maxsize=MOST)(self._draw)

    def __call__(self, *values: Hashable) -> SafeString:
        if any(isinstance(value, SafeString) for value in values):
            raise TypeError("Only words that a template still escapes can be drawn once.")
        return self._drawn(get_language(), values)

    def _draw(self, _language: str | None, values: tuple[Hashable, ...]) -> SafeString:
        drawn = render_to_string(self._template, dict(self._shown(*values)))
        return mark_safe(drawn.strip())  # noqa: S308  a template drew it
