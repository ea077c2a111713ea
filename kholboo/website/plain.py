"""A page with nothing but its words: no picture, no script, no colour, one thing under another.

Made from the page itself, so it says the same and no page needs a second template.
"""

from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "input", "wbr"})
# Nothing of these reaches the page; of a picture its words do.
DROPPED = frozenset(
    {"script", "style", "svg", "template", "iframe", "object", "audio", "video", "canvas", "source"}
)
KEPT = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "blockquote",
        "br",
        "button",
        "caption",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "i",
        "input",
        "kbd",
        "label",
        "legend",
        "li",
        "mark",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "section",
        "select",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
        "wbr",
    ]
)
ATTRIBUTES = frozenset(
    [
        "action",
        "checked",
        "cols",
        "colspan",
        "datetime",
        "dir",
        "disabled",
        "for",
        "href",
        "hreflang",
        "id",
        "inputmode",
        "label",
        "lang",
        "maxlength",
        "method",
        "min",
        "max",
        "name",
        "open",
        "placeholder",
        "rel",
        "required",
        "role",
        "rows",
        "rowspan",
        "scope",
        "selected",
        "type",
        "value",
        "aria-current",
        "aria-label",
        "aria-labelledby",
        "aria-describedby",
    ]
)


class _Plain(HTMLParser):
    """Keeps what stands within `<main>`."""

    def __init__(self, lead: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.lead, self.out = lead, list[str]()
        self.depth = 0  # of elements within main
        self.dropped: list[str] = []  # the open element that is left out, and those in it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.depth += 1
        elif self.depth and self.dropped:
            if tag not in VOID and tag != "img":
                self.dropped.append(tag)
        elif self.depth:
            self._open(tag, attrs)

    def _open(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            words = dict(attrs).get("alt") or ""
            self.out.append(f"<span>[{escape(words)}]</span>" if words else "")
        elif tag in DROPPED or "hidden" in dict(attrs):
            if tag not in ("source", *VOID):
                self.dropped.append(tag)
        elif tag in KEPT:
            self.out.append(f"<{tag}{self._attributes(attrs)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<use …/>` opens nothing."""
        if tag in VOID or tag == "img":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.depth = 0
        elif self.dropped:
            if tag in self.dropped:
                while self.dropped.pop() != tag:
                    pass
        elif self.depth and tag in KEPT and tag not in VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.depth and not self.dropped:
            self.out.append(escape(data, quote=False))

    def _attributes(self, attrs: list[tuple[str, str | None]]) -> str:
        words = []
        for name, value in attrs:
            if name not in ATTRIBUTES:
                continue
            said = value or ""
            if name in ("href", "action"):
                said = self.lead(said)
            words.append(f' {name}="{escape(said)}"' if value is not None else f" {name}")
        return "".join(words)


def words_of(page: str, lead: Callable[[str], str]) -> str:
    """What stands in `<main>` of a page, as plain elements; `lead` turns each address."""
    parser = _Plain(lead)
    parser.feed(page)
    parser.close()
    return "".join(parser.out)


def title_of(page: str) -> str:
    start = page.find("<title>") + len("<title>")
    return unescape(page[start : page.find("</title>", start)])
