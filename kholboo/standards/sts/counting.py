"""Words in = words out: what proves that a conversion lost nothing."""

import re
from collections import Counter
from collections.abc import Iterable

import lxml.html
from lxml import etree

from kholboo.standards.sts.walk import OURS

_WORD = re.compile(r"\w+")


def _counted(pieces: Iterable[str | None]) -> "Counter[str]":
    """Each piece by itself: where a tag stands, a word ends, in the file and on the page."""
    return Counter(word for piece in pieces if piece for word in _WORD.findall(piece))


def words_in(root: etree._Element) -> "Counter[str]":
    return _counted(root.itertext())


def words_out(page: str) -> "Counter[str]":
    """Of a piece of HTML, without the words of ours."""
    tree = lxml.html.fromstring(f"<div>{page}</div>")
    pieces: list[str | None] = []
    _gather(tree, pieces)
    return _counted(pieces)


def _gather(element: etree._Element, pieces: list[str | None]) -> None:
    if OURS not in (element.get("class") or "").split():
        pieces.append(element.text)
        for one in element:
            _gather(one, pieces)
            pieces.append(one.tail)
