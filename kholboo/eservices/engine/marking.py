"""Words out of a drawing or a table have one language, Mongolian: on other pages they are marked so.

Each is a plain string for whoever compares, sends or keeps it, and HTML for a page that shows it.
"""

import re
from collections.abc import Iterable, Mapping

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

CYRILLIC = re.compile("[а-яёөү]", re.IGNORECASE)


class Drawn(str):
    """Words that are Mongolian on every page."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        words = escape(str(self))
        is_other = not (get_language() or "mn").startswith("mn")
        return format_html('<span lang="mn">{}</span>', words) if is_other else words


class Mixed(str):
    """A sentence of the page's language with such words in it; made and shown in one request."""

    html: SafeString

    def __html__(self) -> SafeString:
        return self.html


def called(name: str, otherwise: str) -> str:
    """What people gave it as a name, marked; `otherwise` (its id) where they gave none."""
    return Drawn(name) if name else otherwise


def as_drawn(value: str) -> str:
    """A value out of a cell: an id of ours stays, words of people are marked."""
    return Drawn(value) if CYRILLIC.search(value) else value


def put(sentence: str, facts: Mapping[str, str | int]) -> str:
    """`sentence % facts`, where facts may be marked."""
    html = {
        name: conditional_escape(said) if isinstance(said, str) else said
        for name, said in facts.items()
    }
    return _mixed(sentence % facts, SafeString(escape(sentence) % html))


def join(between: str, parts: Iterable[str]) -> str:
    """`between.join(parts)`, where parts may be marked."""
    each = list(parts)
    html = format_html_join(between, "{}", ((part,) for part in each))
    return _mixed(between.join(each), html)


def _mixed(words: str, html: SafeString) -> str:
    found = Mixed(words)
    found.html = html
    return found
