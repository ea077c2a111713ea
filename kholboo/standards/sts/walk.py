"""The walk over a tree: each element to its handler, every text escaped, nothing left out.

What is written is built from names in this code and escaped values only; there is no way for
markup of the file to come through.
"""

import html
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from lxml import etree

from kholboo.standards.sts.anchors import Anchors
from kholboo.standards.sts.names import BLOCKS, name_of
from kholboo.standards.sts.problems import Problem

Handler = Callable[["Walk", etree._Element], None]
HANDLERS: dict[str, Handler] = {}
# Words that we add and the file does not have stand in elements of this class.
OURS = "ours"
MOST_PROBLEMS = 500
_WORDS = {
    "mn": {"note": "ТАЙЛБАР", "example": "ЖИШЭЭ", "lost picture": "Зураг ирээгүй", "up": "Буцах"},
    "en": {"note": "NOTE", "example": "EXAMPLE", "lost picture": "Picture missing", "up": "Back"},
}


def handles(*names: str) -> Callable[[Handler], Handler]:
    def mark(handler: Handler) -> Handler:
        for name in names:
            HANDLERS[name] = handler
        return handler

    return mark


@dataclass(frozen=True)
class Size:
    """Of a picture that came with the file: its number in the address, and pixels."""

    number: int
    width: int
    height: int


@dataclass
class Walk:
    """One text on its way. `known` finds the address of a standard by the words that name it;
    `holders` are the elements with a block somewhere inside.
    """

    anchors: Anchors
    pictures: Mapping[str, Size]
    known: Callable[[str], str]
    language: str
    holders: Set[etree._Element] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    footnotes: list[etree._Element] = field(default_factory=list)
    asked_pictures: dict[str, None] = field(default_factory=dict)
    clause: str = ""
    level: int = 2
    inline: int = 0

    def start(self, tag: str, **attributes: str | int | None) -> None:
        said = "".join(
            f' {name.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
            for name, value in attributes.items()
            if value not in (None, "")
        )
        self.out.append(f"<{tag}{said}>")

    def end(self, tag: str) -> None:
        self.out.append(f"</{tag}>")

    def text(self, words: str | None) -> None:
        if words:
            if self.out and not self.out[-1].endswith(">"):
                self.out.append("<wbr>")  # a tag stood here that we write no tag for: two words
            self.out.append(html.escape(words))

    def ours(self, name: str) -> None:
        """A word of ours in the language of the text."""
        self.start("span", class_=OURS)
        self.text(_WORDS.get(self.language, _WORDS["en"])[name])
        self.end("span")

    def children(self, element: etree._Element) -> None:
        self.text(element.text)
        for one in element:
            self.element(one)
            self.text(one.tail)

    def element(self, element: etree._Element) -> None:
        name = name_of(element)
        handler = HANDLERS.get(name)
        if handler:
            handler(self, element)
        else:
            self.report("unknown", element, name)
            self.plain(element, "unknown")

    def plain(self, element: etree._Element, look: str) -> None:
        """The element without a meaning of its own: a piece of a line, or a block."""
        is_block = name_of(element) in BLOCKS or element in self.holders or not self.inline
        self.wrapped(element, "div" if is_block else "span", look)

    def wrapped(self, element: etree._Element, tag: str, look: str = "") -> None:
        self.start(tag, class_=look, id=self.anchors.of(element))
        self.children(element)
        self.end(tag)

    def line(self, element: etree._Element, tag: str, look: str = "", **more: str) -> None:
        """Like `wrapped`, and what stands inside is part of a line."""
        self.start(tag, class_=look, id=self.anchors.of(element), **more)
        self.inline += 1
        self.children(element)
        self.inline -= 1
        self.end(tag)

    def report(self, code: str, element: etree._Element, what: str = "") -> None:
        if len(self.problems) < MOST_PROBLEMS:
            line = element.sourceline or 0
            self.problems.append(Problem(code, line, self.clause, what[:120]))

    def taken(self) -> str:
        """What was written since the last time."""
        written = "".join(self.out)
        self.out.clear()
        return written
