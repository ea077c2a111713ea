"""The words of a letter that is written as a page (HTML). Bytes of strangers: one pass, no traps."""

import html
import re

BLOCKS = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3", "blockquote", "table"})
HIDDEN = frozenset({"script", "style", "head", "title"})
COMMENT = "!--"
_EMPTY_LINES = re.compile(r"\n{3,}")


def words_of(page: str) -> str:
    """The words of a page, a line for each block, without what is not shown to people.

    One pass and no regular expressions over the whole: the standard library's parser takes a
    minute over two hundred thousand open tags.
    """
    words: list[str] = []
    hidden = ""
    first, *pieces = page.split("<")
    words.append(first)
    for piece in pieces:
        if hidden == COMMENT or piece.startswith(COMMENT):
            _comment, end, text = piece.partition("-->")
            hidden = "" if end else COMMENT
            words.append(text)
            continue
        inside, end, text = piece.partition(">")
        tag = _tag_of(inside)
        if hidden:
            hidden = "" if tag == f"/{hidden}" else hidden
        elif not tag or not end:
            words.append(f"<{piece}")
            continue
        elif tag in HIDDEN:
            hidden = tag
        if not hidden:
            words.append(("\n" if tag.removeprefix("/") in BLOCKS else " ") + text)
    lines = (" ".join(line.split()) for line in html.unescape("".join(words)).split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _tag_of(inside: str) -> str:
    """`/p` of `/P class=…`; "" where it is no tag but a sign "less than"."""
    name = inside[:20].split(maxsplit=1)[0].lower() if inside[:1].strip() else ""
    bare = name.removeprefix("/").removesuffix("/")
    if not bare[:1].isalpha() and bare[:1] not in ("!", "?"):
        return ""
    return f"/{bare}" if name.startswith("/") else bare
