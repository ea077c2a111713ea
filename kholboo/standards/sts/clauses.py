"""Clauses: a numbered piece with its heading, its pieces inside, and its place in the contents."""

from dataclasses import dataclass

from lxml import etree

from kholboo.standards.sts.names import CLAUSES, child, is_clause, name_of, plain
from kholboo.standards.sts.walk import Walk, handles

LOWEST = 6  # headings of a page end there
_HEADING = ("label", "annex-type", "title")


@dataclass(frozen=True)
class Clause:
    """`text` is its own: without that of the clauses inside it. `level` is 1 for the outermost."""

    anchor: str
    label: str
    title: str
    level: int
    text: str


@handles(*CLAUSES)
def clause(walk: Walk, element: etree._Element) -> None:
    before, level = walk.clause, walk.level
    walk.clause = plain(child(element, "label")) or before
    walk.start("section", id=walk.anchors.of(element), class_=_look(element))
    walk.text(element.text)
    _heading(walk, element)
    walk.level += 1
    for one in element:
        if name_of(one) not in _HEADING:
            walk.element(one)
        walk.text(one.tail)
    walk.end("section")
    walk.clause, walk.level = before, level


def _look(element: etree._Element) -> str:
    return "clause annex" if name_of(element) == "app" else "clause"


def _heading(walk: Walk, element: etree._Element) -> None:
    pieces = [one for one in element if name_of(one) in _HEADING]
    if not any(plain(one) for one in pieces):
        return
    tag = f"h{min(walk.level, LOWEST)}"
    walk.start(tag)
    walk.inline += 1
    for number, one in enumerate(pieces):
        walk.text(" " if number else None)
        walk.line(one, "span", "clause-no" if name_of(one) == "label" else "")
    walk.inline -= 1
    walk.end(tag)


def listed(walk: Walk, element: etree._Element, level: int = 1) -> list[Clause]:
    """The clause and those inside it, in the order of the text."""
    found = []
    inside = level
    if is_clause(element):
        words: list[str] = []
        _own_words(element, words)
        found.append(
            Clause(
                anchor=walk.anchors.of(element),
                label=plain(child(element, "label"))[:60],
                title=_title(element)[:300],
                level=level,
                text=" ".join(" ".join(words).split()),
            )
        )
        inside = level + 1
    for one in element:
        if len(one) or is_clause(one):
            found += listed(walk, one, inside)
    return found


def _title(element: etree._Element) -> str:
    """Of a term its own name: it has a number and no title."""
    title = plain(child(element, "title"))
    if title or name_of(element) != "term-sec":
        return title
    term = next((one for one in element.iter() if name_of(one) in ("tbx:term", "term")), None)
    return plain(term)


def _own_words(element: etree._Element, words: list[str]) -> None:
    words.append(element.text or "")
    for one in element:
        if not is_clause(one):
            _own_words(one, words)
        words.append(one.tail or "")
