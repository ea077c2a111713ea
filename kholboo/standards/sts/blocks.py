"""Paragraphs, lists, notes, figures: what stands on lines of its own."""

from lxml import etree

from kholboo.standards.sts.lines import picture
from kholboo.standards.sts.names import child, name_of
from kholboo.standards.sts.walk import Walk, handles

_ORDERED = {
    "order": "1",
    "alpha-lower": "a",
    "alpha-upper": "A",
    "roman-lower": "i",
    "roman-upper": "I",
}
_ASIDES = {
    "non-normative-note": "note", "normative-note": "note", "note": "note", "tbx:note": "note",
    "non-normative-example": "example", "normative-example": "example", "tbx:example": "example",
}  # fmt: skip


@handles("p")
def paragraph(walk: Walk, element: etree._Element) -> None:
    if element in walk.holders or walk.inline:
        walk.wrapped(element, "span" if walk.inline else "div", "paragraph")
    else:
        walk.line(element, "p")


@handles("list")
def items(walk: Walk, element: etree._Element) -> None:
    """With the file's own marks where it has them, else with the browser's."""
    kind = _ORDERED.get(element.get("list-type", ""))
    has_marks = any(child(one, "label") is not None for one in element)
    tag = "ol" if kind and not has_marks else "ul"
    title = child(element, "title")
    if title is not None:
        _title_of_block(walk, title)
    walk.start(
        tag,
        class_="marked" if has_marks else None,
        type=kind if tag == "ol" and kind != "1" else None,
        id=walk.anchors.of(element),
    )
    _stray(walk, element.text, "li")
    for one in element:
        if one is not title:
            _item(walk, one)
        _stray(walk, one.tail, "li")
    walk.end(tag)


def _item(walk: Walk, element: etree._Element) -> None:
    if name_of(element) != "list-item":
        walk.report("unknown", element, name_of(element))
    walk.wrapped(element, "li")


def _stray(walk: Walk, words: str | None, tag: str) -> None:
    """Words where only pieces may stand get a piece of their own, or a browser would move them."""
    if words and words.strip():
        walk.start(tag)
        walk.text(words)
        walk.end(tag)


def _title_of_block(walk: Walk, title: etree._Element) -> None:
    walk.line(title, "p", "block-title")


@handles("def-list")
def definitions(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", "definitions")


@handles("def-item")
def definition(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", "definition")


@handles("def")
def meaning(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", "meaning")


@handles(*_ASIDES)
def aside(walk: Walk, element: etree._Element) -> None:
    look = _ASIDES[name_of(element)]
    walk.start("div", class_=look, role="note", id=walk.anchors.of(element))
    if child(element, "label") is None:
        walk.ours(look)
        walk.text(" ")
    walk.children(element)
    walk.end("div")


@handles("disp-quote", "verse-group")
def quoted(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "blockquote")


@handles("verse-line", "attrib")
def verse(walk: Walk, element: etree._Element) -> None:
    walk.line(element, "div")


@handles("boxed-text", "statement", "editing-instruction", "speech", "supplementary-material")
def boxed(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", "boxed")


@handles("preformat", "code")
def preformatted(walk: Walk, element: etree._Element) -> None:
    if walk.inline:
        walk.line(element, "code")
    else:
        walk.line(element, "pre", tabindex="0")


@handles("fig")
def figure(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "figure")


@handles("fig-group", "table-wrap-group", "disp-formula-group", "legend", "key", "toc", "toc-group")
def group(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", name_of(element))


@handles("toc-entry", "toc-div", "nav-pointer", "nav-pointer-group", "speaker")
def entry(walk: Walk, element: etree._Element) -> None:
    walk.line(element, "div")


@handles("caption")
def caption(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", "caption")


@handles("graphic", "media")
def graphic(walk: Walk, element: etree._Element) -> None:
    picture(walk, element, "picture")


@handles("alternatives")
def alternatives(walk: Walk, element: etree._Element) -> None:
    """The same thing in several forms: the one for reading is shown, all words stay."""
    shown = child(element, "mml:math")
    tag = "span" if walk.inline else "div"
    walk.start(tag, id=walk.anchors.of(element))
    walk.text(element.text)
    for one in element:
        if shown is not None and one is not shown:
            walk.start("span", hidden="hidden")
            walk.children(one)
            walk.end("span")
        else:
            walk.element(one)
        walk.text(one.tail)
    walk.end(tag)


@handles("disp-formula", "inline-formula")
def formula(walk: Walk, element: etree._Element) -> None:
    is_block = name_of(element) == "disp-formula" and not walk.inline
    more = {"tabindex": "0"} if is_block else {}
    walk.line(element, "div" if is_block else "span", "formula" if is_block else "", **more)


@handles("tex-math")
def tex(walk: Walk, element: etree._Element) -> None:
    walk.line(element, "code", "tex")


@handles("hr")
def rule(walk: Walk, element: etree._Element) -> None:
    walk.out.append("<hr>")
    walk.children(element)


@handles("fn-group", "table-wrap-foot")
def notes_at_the_foot(walk: Walk, element: etree._Element) -> None:
    """Footnotes that stand in their place already are written where they stand."""
    walk.start("div", class_="footnotes", id=walk.anchors.of(element))
    walk.text(element.text)
    for one in element:
        if name_of(one) == "fn":
            walk.start("div", class_="footnote", id=walk.anchors.of(one), role="note")
            walk.children(one)
            walk.end("div")
        else:
            walk.element(one)
        walk.text(one.tail)
    walk.end("div")


@handles("ref")
def reference(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div", "ref")


@handles("list-item", "annotation")
def piece(walk: Walk, element: etree._Element) -> None:
    walk.wrapped(element, "div")
