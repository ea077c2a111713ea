"""Signs of our pages, drawn into the page where they stand.

A file of signs beside the page is a document of its own to the browser: opening it and copying
out of it took a phone's processor longer than reading the whole page.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("icons.svg")
_SYMBOL = re.compile(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


@cache
def drawings() -> Mapping[str, str]:
    """The lines of each sign on 24 × 24, by its name; colour and width of lines are CSS's."""
    return dict(_SYMBOL.findall(FILE.read_text(encoding="utf-8")))
