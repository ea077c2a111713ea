"""A page of a PDF as HTML: its picture, then its words. Words come from a file and are escaped."""

import html
import re
from collections.abc import Sequence

from kholboo.standards.pdf.verdict import FORMS

# A page has its plainest picture under its own number, a better one under its number and this.
BETTER = 10_000
PARAGRAPH = re.compile(r"<p>([^<]*)</p>")
WORDS = '<div class="sheet-words">'
# Letters that no font names: the picture stays beside such words (reader.css).
UNNAMED, TORN = "\ufffd", '<span class="torn"></span>'


def page_html(
    number: int, size: tuple[int, int], forms: Sequence[str], paragraphs: Sequence[str]
) -> str:
    """`forms` in which the picture is kept, the best first."""
    picture = _picture(number, size, is_better=len(forms) > 1)
    return (
        f'<section id="{anchor_of(number)}" class="clause">{picture}{_words(paragraphs)}</section>'
    )


def anchor_of(number: int) -> str:
    return f"page-{number}"


def with_words(page: str, paragraphs: Sequence[str]) -> str:
    """The same page with other words."""
    return f"{page[: page.index(WORDS)]}{_words(paragraphs)}</section>"


def paragraphs_in(page: str) -> list[str]:
    words = page.partition(WORDS)[2]
    return [html.unescape(one) for one in PARAGRAPH.findall(words)]


def _picture(number: int, size: tuple[int, int], *, is_better: bool) -> str:
    # The first is what a reader waits for; the others come when somebody is near them.
    when = 'fetchpriority="high"' if number == 1 else 'loading="lazy"'
    sides = f'width="{size[0]}" height="{size[1]}"'
    plain = f'<img class="sheet" src="pic:{number}/" alt="{number}" {when} {sides}>'
    if not is_better:
        return plain
    better = f'<source type="image/{FORMS[0]}" srcset="pic:{BETTER + number}/">'
    return f"<picture>{better}{plain}</picture>"


def _words(paragraphs: Sequence[str]) -> str:
    torn = TORN if any(UNNAMED in words for words in paragraphs) else ""
    return f"{WORDS}{''.join(f'<p>{html.escape(words)}</p>' for words in paragraphs)}{torn}</div>"
