"""A page with nothing but its words: no picture, no script, no colour, one thing under another.

Made from the page itself, so it says the same and no page needs a second template.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

VOID = frozenset(["br", "hr", "input", "wbr"])
# Nothing of these reaches the page; of a picture its words do.
DROPPED = frozenset(
    [
        "script",
        "style",
        "svg",
        "template",
        "noscript",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "dialog",
    ]
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
ADDRESSES = ("href", "action")
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x20]")  # browsers read `java\nscript:` without them
Attributes = list[tuple[str, str | None]]


class _Plain(HTMLParser):
    """Keeps what stands within `<main>`. `here` is the address of the page itself."""

    def __init__(self, lead: Callable[[str], str], here: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lead, self.here, self.out = lead, here, list[str]()
        self.is_main = False
        self.dropped: list[str] = []  # the open element that is left out, and those in it

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "main":
            self.is_main = True
        elif self.is_main and self.dropped:
            if tag not in VOID and tag not in ("img", "source"):
                self.dropped.append(tag)
        elif self.is_main:
            self._open(tag, attrs)

    def _open(self, tag: str, attrs: Attributes) -> None:
        known = dict(attrs)
        if tag == "img":
            words = known.get("alt") or ""
            self.out.append(f"<span>[{escape(words)}]</span>" if words else "")
        elif tag in DROPPED or "hidden" in known:
            if tag not in VOID:
                self.dropped.append(tag)
        elif tag in KEPT:
            # What style set apart.
            gap = " – " if self.out and self.out[-1] == "</span>" and tag == "span" else ""
            self.out.append(f"{gap}<{tag}{self._attributes(tag, attrs)}>")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """`<use …/>` opens nothing."""
        if tag in VOID or tag == "img":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.is_main = False
        elif self.dropped:
            if tag in self.dropped:
                while self.dropped.pop() != tag:
                    pass
        elif self.is_main and tag in KEPT and tag not in VOID:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.is_main and not self.dropped:
            self.out.append(escape(data, quote=False))

    def _attributes(self, tag: str, attrs: Attributes) -> str:
        words = []
        if tag == "form" and dict(attrs).get("method") == "post" and not dict(attrs).get("action"):
            # A form that is sent to its own page is sent there, not here.
            words.append(f' action="{escape(self.here)}"')
        for name, value in attrs:
            if name not in ATTRIBUTES or (name in ADDRESSES and not is_safe(value or "")):
                continue
            if name == "href" or (name == "action" and dict(attrs).get("method") != "post"):
                value = self.lead(value or "")
            words.append(f' {name}="{escape(value)}"' if value is not None else f" {name}")
        return "".join(words)


def is_safe(address: str) -> bool:
    """Whether pressing it can only open a page, a letter or a call."""
    scheme = SCHEME.match(UNSEEN.sub("", address))
    return scheme is None or scheme[1].lower() in SCHEMES


def words_of(page: str, lead: Callable[[str], str], *, here: str = "") -> str:
    """What stands in `<main>` of a page, as plain elements; `lead` turns each address."""
    parser = _Plain(lead, here)
    parser.feed(page)
    parser.close()
    return "".join(parser.out)


def title_of(page: str) -> str:
    start = page.find("<title>") + len("<title>")
    return unescape(page[start : page.find("</title>", start)])
