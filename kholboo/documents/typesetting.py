"""Pages of our own as PDF, set by Typst (docs/decisions/0008).

Words reach Typst as data only (one JSON input), so nothing a person typed can become code; a
template sees its own folder and nothing else of the disk, and asks no network.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
# What our fonts can draw. An archive's PDF may hold no letter without a shape, and a picture
# (emoji) that somebody typed must not keep an answer from being printed.
_DRAWN = re.compile(
    r"[\n\x20-\x7e\xa0-\u024f\u0300-\u036f\u0370-\u03e1\u03f0-\u03ff\u0400-\u052f"
    r"\u2010-\u2027\u202f-\u205e\u2070-\u209c\u20a0-\u20c0\u2100-\u214f"
    r"Ⅰ-Ⅻ←↑→↓↔∂∆∏∑−∓√∝∞∠∩∫≈≠≤≥■□◊○●]"
)
UNKNOWN = "□"


def typeset(template: Path, words: Mapping[str, object], *, at: int) -> bytes:
    """A PDF/A-2a and PDF/UA-1 of a template with these words; `at` is the moment it bears, in
    seconds of the epoch. The same words at the same moment give the same bytes.
    """
    import typst  # jobs set pages; a web process that sets none does without its 7 MB

    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=at,
        sys_inputs={"data": json.dumps(words, ensure_ascii=False)},
    )


def drawable(text: str) -> str:
    """`text` with every letter our fonts cannot draw shown as □ (and without invisible marks)."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    return "".join(
        letter if _DRAWN.match(letter) and unicodedata.category(letter) != "Cn" else UNKNOWN
        for letter in plain
        if unicodedata.category(letter) not in ("Cf", "Mn") or _DRAWN.match(letter)
    )
