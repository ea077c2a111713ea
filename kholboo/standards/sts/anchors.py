"""Where links lead: an anchor for each clause, by its number, and for each element with an id.

`#c4.2` is clause 4.2 in every edition and after every conversion; that is what people quote.
"""

import re

from lxml import etree

from kholboo.core.language import slug
from kholboo.standards.sts.names import child, is_clause, name_of, plain

LONGEST = 60
_NUMBER = re.compile(r"[A-Za-z]?[\d.]*\d|[A-Za-z]\.[\d.]*\d")


class Anchors:
    """Anchors of one text, each given once."""

    def __init__(self, root: etree._Element) -> None:
        self._taken: set[str] = set()
        # The last number after each: a file of a hundred thousand equal ones is counted once.
        self._last: dict[str, int] = {}
        self._of: dict[etree._Element, str] = {}
        self._by_id: dict[str, str] = {}
        for element in root.iter(etree.Element):
            key = element.get("id")
            is_one = is_clause(element)
            if not (key or is_one):
                continue
            anchor = self._free(_of_clause(element) if is_one else f"e-{slug(key or '')}")
            self._of[element] = anchor
            if key:
                self._by_id.setdefault(key, anchor)

    def of(self, element: etree._Element) -> str:
        """Empty for what nothing can lead to."""
        return self._of.get(element, "")

    def led_to(self, key: str) -> str:
        return self._by_id.get(key, "")

    def _free(self, wanted: str) -> str:
        wanted = wanted[:LONGEST]
        anchor, number = wanted, self._last.get(wanted, 1)
        while anchor in self._taken:
            number += 1
            anchor = f"{wanted}-{number}"
        self._last[wanted] = number
        self._taken.add(anchor)
        return anchor


def _of_clause(element: etree._Element) -> str:
    label = plain(child(element, "label"))
    if _NUMBER.fullmatch(label):
        return f"c{label}"
    words = slug(label) or slug(plain(child(element, "title")))
    return f"s-{words or slug(element.get('id') or '') or name_of(element)}"
