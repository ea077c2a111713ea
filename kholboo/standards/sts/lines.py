"""What stands inside a line: emphasis, references, footnotes' marks, small pictures."""

from lxml import etree

from kholboo.standards.sts.names import XLINK, child, name_of, plain
from kholboo.standards.sts.walk import Walk, handles

_TAGS = {
    "bold": "strong", "italic": "em", "sub": "sub", "sup": "sup", "underline": "u", "strike": "s",
    "monospace": "code", "sc": "span", "overline": "span", "roman": "span", "sans-serif": "span",
    "abbrev": "abbr", "tbx:term": "dfn", "named-content": "span", "styled-content": "span",
    "tbx:entailedTerm": "em", "ins": "ins", "del": "del", "email": "span", "uri": "span",
    "std-ref": "span", "std-id": "span", "std-id-group": "span", "string-date": "span",
    "year": "span", "annex-type": "span", "role": "span", "name": "span", "surname": "span",
    "given-names": "span", "person-group": "span", "string-name": "span", "source": "cite",
    "article-title": "span", "publisher-name": "span", "publisher-loc": "span", "volume": "span",
    "issue": "span", "fpage": "span", "lpage": "span", "edition": "span", "date": "span",
    "month": "span", "day": "span", "comment": "span", "collab": "span", "page-range": "span",
    "pub-id": "span", "etal": "span", "institution": "span", "chapter-title": "span",
    "conf-name": "span", "conf-date": "span", "conf-loc": "span", "x": "span", "title": "span",
    "label": "span", "subtitle": "span", "term": "dfn", "index-term": "span", "content-language": "span",
}  # fmt: skip
_LOOKS = {"sc": "small-caps", "overline": "overline", "label": "mark", "index-term": "index-term"}
_LED = frozenset({"https://", "http://", "mailto:"})


@handles(*_TAGS)
def emphasis(walk: Walk, element: etree._Element) -> None:
    name = name_of(element)
    if element in walk.holders:
        walk.wrapped(element, "div", _LOOKS.get(name, ""))
    else:
        walk.line(element, _TAGS[name], _LOOKS.get(name, ""))


@handles("break")
def line_break(walk: Walk, element: etree._Element) -> None:
    walk.out.append("<br>")
    walk.children(element)


@handles("target", "named-anchor", "milestone-start", "milestone-end", "colgroup", "col")
def place(walk: Walk, element: etree._Element) -> None:
    if walk.anchors.of(element) or plain(element):
        walk.line(element, "span")


@handles("xref")
def cross_reference(walk: Walk, element: etree._Element) -> None:
    """To a place in this text; several places in one reference lead to the first."""
    for key in (element.get("rid") or "").split():
        anchor = walk.anchors.led_to(key)
        if anchor:
            look = {"fn": "footnote-ref", "term": "term", "table-fn": "footnote-ref"}
            walk.line(element, "a", look.get(element.get("ref-type", ""), ""), href=f"#{anchor}")
            return
    walk.report("no place", element, element.get("rid") or "")
    walk.line(element, "span")


@handles("tbx:crossReference", "tbx:see")
def term_reference(walk: Walk, element: etree._Element) -> None:
    anchor = walk.anchors.led_to(element.get("target") or "")
    if anchor:
        walk.line(element, "a", "term", href=f"#{anchor}")
    else:
        walk.line(element, "span")


@handles("ext-link", "self-uri")
def outside_link(walk: Walk, element: etree._Element) -> None:
    """No link leads out of a standard; the address is shown where the words do not say it."""
    walk.line(element, "span")
    address = element.get(XLINK) or ""
    if address.startswith(tuple(_LED)) and address not in plain(element):
        walk.start("span", class_="ours")
        walk.text(f" ({address[:300]})")
        walk.end("span")


@handles("std", "mixed-citation", "element-citation", "nlm-citation")
def cited(walk: Walk, element: etree._Element) -> None:
    """A reference to another standard leads to it where the catalogue has it."""
    said = child(element, "std-ref")
    address = walk.known(plain(said)) if said is not None else ""
    is_inside_of_link = any(name_of(one) == "xref" for one in element.iterancestors())
    if not address or is_inside_of_link:
        walk.line(element, "span", "standard-ref")
        return
    walk.line(element, "a", "standard-ref", href=f"std:{address}/")


@handles("fn")
def footnote(walk: Walk, element: etree._Element) -> None:
    """Its mark here, its words at the end of the clause or under the table."""
    walk.footnotes.append(element)
    walk.start("sup")
    walk.start("a", class_="footnote-ref", href=f"#{note_anchor(walk, element)}")
    walk.start("span", class_="ours")
    walk.text(plain(child(element, "label")) or "*")
    walk.end("span")
    walk.end("a")
    walk.end("sup")


def note_anchor(walk: Walk, element: etree._Element) -> str:
    return walk.anchors.of(element) or f"e-fn-{element.sourceline}"


def footnotes(walk: Walk) -> None:
    """Write down the footnotes that wait; a footnote in a footnote waits for its turn."""
    while walk.footnotes:
        waiting, walk.footnotes = walk.footnotes, []
        walk.start("div", class_="footnotes")
        for one in waiting:
            walk.start("div", class_="footnote", id=note_anchor(walk, one), role="note")
            walk.children(one)
            walk.end("div")
        walk.end("div")


@handles("inline-graphic")
def small_picture(walk: Walk, element: etree._Element) -> None:
    picture(walk, element, "inline-picture")


def picture(walk: Walk, element: etree._Element, look: str) -> None:
    name = (element.get(XLINK) or "").rsplit("/", 1)[-1][:120]
    described = child(element, "alt-text")
    words = plain(described if described is not None else child(element, "long-desc"))
    walk.asked_pictures[name] = None
    size = walk.pictures.get(name)
    if size is None:
        walk.report("picture", element, name)
        walk.start("span", class_="lost-picture")
        walk.ours("lost picture")
        walk.end("span")
    else:
        facts: dict[str, str | int] = {
            "width": size.width,
            "height": size.height,
            "loading": "lazy",
        }
        alt = words or " "
        walk.start("img", class_=look, src=f"pic:{size.number}/", alt=alt, **facts)
    if len(element) or plain(element):
        # What describes a picture that is there is said by the picture itself.
        is_said = size is not None and all(name_of(one) == "alt-text" for one in element)
        walk.start("span", class_="picture-words", hidden="hidden" if is_said else None)
        walk.children(element)
        walk.end("span")


@handles("alt-text", "long-desc")
def described_picture(walk: Walk, element: etree._Element) -> None:
    walk.line(element, "span")
