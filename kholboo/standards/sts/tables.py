"""Tables: rows and cells with their spans, in a frame that scrolls by itself on a phone."""

from lxml import etree

from kholboo.standards.sts.lines import footnotes
from kholboo.standards.sts.names import name_of
from kholboo.standards.sts.parsing import MOST_CELLS, WIDEST
from kholboo.standards.sts.problems import Refused
from kholboo.standards.sts.walk import Walk, handles

_GROUPS = {"thead": "thead", "tbody": "tbody", "tfoot": "tfoot"}
_LONGEST_SPAN = 1000  # rows, as browsers allow
_ALIGNED = frozenset({"left", "center", "right", "char"})


@handles("table-wrap")
def framed(walk: Walk, element: etree._Element) -> None:
    """Its footnotes stand under it; those of the text around wait for the end of the clause."""
    waiting, walk.footnotes = walk.footnotes, []
    walk.wrapped(element, "div", "table-wrap")
    footnotes(walk)
    walk.footnotes = waiting


@handles("table", "array")
def table(walk: Walk, element: etree._Element) -> None:
    _check(element)
    walk.start("div", class_="table-scroll", tabindex="0")
    walk.start("table", id=walk.anchors.of(element))
    inline, walk.inline = walk.inline, 0
    _rows(walk, element)
    walk.inline = inline
    walk.end("table")
    walk.end("div")


def _rows(walk: Walk, element: etree._Element) -> None:
    """Of a table or a group of rows. What is no row gets a row of its own: nothing falls out."""
    _as_row(walk, element.text)
    for one in element:
        name = name_of(one)
        if name in _GROUPS:
            walk.start(_GROUPS[name])
            _rows(walk, one)
            walk.end(_GROUPS[name])
        elif name == "tr":
            _row(walk, one)
        elif name in ("colgroup", "col"):
            _as_row(walk, "".join(one.itertext()))
        else:
            walk.report("unknown", one, name)
            walk.out.append("<tr><td>")
            walk.element(one)
            walk.out.append("</td></tr>")
        _as_row(walk, one.tail)


def _as_row(walk: Walk, words: str | None) -> None:
    if words and words.strip():
        walk.out.append("<tr><td>")
        walk.text(words)
        walk.out.append("</td></tr>")


def _row(walk: Walk, element: etree._Element) -> None:
    walk.start("tr", id=walk.anchors.of(element))
    _as_cell(walk, element.text)
    for one in element:
        if name_of(one) in ("td", "th"):
            _cell(walk, one)
        else:
            walk.report("unknown", one, name_of(one))
            walk.out.append("<td>")
            walk.element(one)
            walk.out.append("</td>")
        _as_cell(walk, one.tail)
    walk.end("tr")


def _as_cell(walk: Walk, words: str | None) -> None:
    if words and words.strip():
        walk.out.append("<td>")
        walk.text(words)
        walk.out.append("</td>")


def _cell(walk: Walk, element: etree._Element) -> None:
    tag = name_of(element)
    in_head = any(name_of(one) == "thead" for one in element.iterancestors("{*}thead"))
    align = element.get("align") or ""
    walk.start(
        tag,
        id=walk.anchors.of(element),
        scope=("col" if in_head else "row") if tag == "th" else None,
        class_=f"at-{align}" if align in _ALIGNED and align != "left" else None,
        colspan=_span(element, "colspan", WIDEST),
        rowspan=_span(element, "rowspan", _LONGEST_SPAN),
    )
    walk.children(element)
    walk.end(tag)


def _span(element: etree._Element, name: str, most: int) -> int | None:
    """None for one, which needs no word."""
    said = (element.get(name) or "1").strip()
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 1
    return min(number, most) if number > 1 else None


def _check(element: etree._Element) -> None:
    """Refuse a table that no phone can draw, by the room its spans ask for."""
    room = 0
    for row in element.iter("{*}tr"):
        wide = 0
        for cell in row:
            columns = _span(cell, "colspan", 99_999) or 1
            room += columns * (_span(cell, "rowspan", 99_999) or 1)
            wide += columns
        if room > MOST_CELLS or wide > WIDEST:
            raise Refused("table", line=row.sourceline or 0)


@handles("thead", "tbody", "tfoot", "tr", "td", "th")
def lost_piece(walk: Walk, element: etree._Element) -> None:
    """A piece of a table outside of any."""
    walk.report("unknown", element, name_of(element))
    walk.plain(element, "unknown")
