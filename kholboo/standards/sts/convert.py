"""An STS file → the pages of the reader. Pure: bytes in, pieces of HTML and what is wrong out.

Source: NISO STS 1.2 (ANSI/NISO Z39.102-2022) and ISOSTS 1.1, which it continues.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

# Each brings its handlers.
from kholboo.standards.sts import blocks, formulas, tables, terms  # noqa: F401
from kholboo.standards.sts.anchors import Anchors
from kholboo.standards.sts.clauses import Clause, listed
from kholboo.standards.sts.counting import words_in, words_out
from kholboo.standards.sts.lines import footnotes
from kholboo.standards.sts.names import (
    LANGUAGE,
    child,
    holders_of_blocks,
    is_clause,
    name_of,
    plain,
)
from kholboo.standards.sts.parsing import parse
from kholboo.standards.sts.problems import Problem, Refused
from kholboo.standards.sts.walk import OURS, Size, Walk

ROOTS = frozenset({"standard", "adoption"})
_SHELVES = frozenset({"front", "adoption-front", "body", "back", "app-group"})
_SCOPE = ("scope", "хамрах хүрээ")
_ABOUT = "-meta"


@dataclass(frozen=True)
class Part:
    """A piece of the outermost level. `kind`: about, scope, terms or text."""

    anchor: str
    label: str
    title: str
    kind: str
    html: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Converted:
    """`words` of the file; `lost` of them that the page does not have, which must be none."""

    language: str
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]
    pictures: tuple[str, ...]
    words: int
    lost: int


def convert(
    source: bytes,
    *,
    pictures: Mapping[str, Size] | None = None,
    known: Callable[[str], str] = lambda _words: "",
) -> Converted:
    """Raises Refused for a file that is not read at all.

    In the HTML `src="pic:3/"` stands for the third picture, `href="std:slug/"` for a standard.
    """
    root, problems = parse(source)
    if name_of(root) not in ROOTS:
        raise Refused("root", line=root.sourceline or 0, what=name_of(root))
    language = language_of(root)
    holders = holders_of_blocks(root)
    walk = Walk(Anchors(root), pictures or {}, known, language, holders, problems=problems)
    parts = tuple(_part(walk, piece) for piece in _pieces(root))
    before, after = words_in(root), words_out("".join(part.html for part in parts))
    lost = (before - after).total()
    if lost:
        walk.report("lost", root, " ".join(sorted(before - after)[:8]))
    return Converted(
        language, parts, tuple(walk.problems), tuple(walk.asked_pictures), before.total(), lost
    )


def language_of(root: etree._Element) -> str:
    """Of the text, as its metadata says; Mongolian where it says nothing."""
    said = next((plain(one) for one in root.iter("{*}content-language")), "")
    said = root.get(LANGUAGE) or said
    return "en" if said.lower().startswith("en") else "mn"


def _pieces(element: etree._Element) -> Iterator[etree._Element | str]:
    """What becomes a part of its own; an adopted standard inside brings its own parts."""
    if element.text and element.text.strip():
        yield element.text
    for one in element:
        if name_of(one) in _SHELVES | ROOTS:
            yield from _pieces(one)
        else:
            yield one
        if one.tail and one.tail.strip():
            yield one.tail


def _part(walk: Walk, piece: etree._Element | str) -> Part:
    walk.level, walk.clause = 2, ""
    if isinstance(piece, str):
        walk.text(piece)
        return Part("", "", "", "text", walk.taken(), ())
    if name_of(piece).endswith(_ABOUT):
        _about(walk, piece)
    else:
        walk.element(piece)
    footnotes(walk)
    has_heading = is_clause(piece)
    return Part(
        anchor=walk.anchors.of(piece),
        label=plain(child(piece, "label"))[:60] if has_heading else "",
        title=plain(child(piece, "title"))[:300] if has_heading else "",
        kind=_kind(piece),
        html=walk.taken(),
        clauses=tuple(listed(walk, piece)),
    )


def _kind(piece: etree._Element) -> str:
    if name_of(piece).endswith(_ABOUT):
        return "about"
    title = plain(child(piece, "title")).lower()
    if piece.get("sec-type") == "scope" or title in _SCOPE:
        return "scope"
    has_terms = next(piece.iter("{*}term-sec"), None) is not None
    return "terms" if has_terms or piece.get("sec-type") == "terms" else "text"


def _about(walk: Walk, element: etree._Element) -> None:
    """What the file says of itself, name by name."""
    walk.start("dl", class_="about")
    _fact(walk, element)
    walk.end("dl")


def _fact(walk: Walk, element: etree._Element) -> None:
    """An element with words of its own is a fact; one without holds facts."""
    words = [element.text, *(one.tail for one in element)]
    if not any(piece and piece.strip() for piece in words):
        for one in element:
            _fact(walk, one)
        return
    walk.start("div")
    walk.start("dt", class_=OURS)
    walk.text(name_of(element))
    walk.end("dt")
    walk.start("dd")
    walk.children(element)
    walk.end("dd")
    walk.end("div")
