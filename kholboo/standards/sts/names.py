"""Names of elements as this code speaks of them, and which of them make a block of their own."""

from collections.abc import Set
from functools import lru_cache

from lxml import etree

MATHML = "http://www.w3.org/1998/Math/MathML"
TBX = ("urn:iso:std:iso:30042:ed-1", "urn:iso:std:iso:30042")
XLINK = "{http://www.w3.org/1999/xlink}href"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Pieces with a number or a title of their own, which a reader can be led to.
CLAUSES = frozenset(
    {"sec", "term-sec", "app", "ref-list", "ack", "bio", "glossary", "sub-part", "notes"}
)
BLOCKS = CLAUSES | {
    "p", "list", "def-list", "table-wrap", "table-wrap-group", "table", "array", "fig", "fig-group",
    "disp-formula", "disp-formula-group", "disp-quote", "boxed-text", "preformat", "statement",
    "non-normative-note", "normative-note", "non-normative-example", "normative-example", "note",
    "editing-instruction", "fn-group", "verse-group", "graphic", "media", "term-display",
    "tbx:termEntry", "speech", "legend", "key", "toc", "hr", "code", "supplementary-material",
}  # fmt: skip


def name_of(element: etree._Element) -> str:
    """`sec`, `tbx:note`, `mml:mi`: the local name, its family in front where there is one."""
    return _named(str(element.tag))


@lru_cache(maxsize=2_000)
def _named(tag: str) -> str:
    found = etree.QName(tag)
    if found.namespace == MATHML:
        return f"mml:{found.localname}"
    if found.namespace in TBX:
        return f"tbx:{found.localname}"
    return str(found.localname)


def is_clause(element: etree._Element) -> bool:
    """A list of references inside a clause is part of it, unless it has a heading of its own."""
    name = name_of(element)
    if name not in CLAUSES:
        return False
    return name != "ref-list" or any(name_of(one) in ("label", "title") for one in element)


def child(element: etree._Element, name: str) -> etree._Element | None:
    return next((one for one in element if name_of(one) == name), None)


def plain(element: etree._Element | None) -> str:
    """All its text in one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def holders_of_blocks(root: etree._Element) -> Set[etree._Element]:
    """Every element with a block somewhere inside; each is met once, however deep they stand."""
    found: set[etree._Element] = set()
    for element in root.iter(etree.Element):
        if name_of(element) in BLOCKS:
            for holder in element.iterancestors():
                if holder in found:
                    break
                found.add(holder)
    return found
