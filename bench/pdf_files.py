"""PDFs of our own making: one with a text layer, and the same as somebody would scan it."""

import io
from random import Random

import typst
from PIL import Image, ImageChops, ImageFilter

from bench.place import ROOT
from bench.standard_text import WORDS

FONTS = ROOT / "kholboo" / "documents" / "fonts"
DOTS = 200  # of an inch: what scanners of offices are set to
# Letters without a shape in the font would be a fault of ours: only words of the bench stand here.
HEAD = """#set page(paper: "a4", margin: 2.4cm, footer: align(center)[ЖИШЭЭ / SAMPLE #context counter(page).display()])
#set text(font: "Noto Sans", size: 11pt, lang: "mn")
#set par(justify: true)
#set heading(numbering: "1.1")
"""


def pdf(pages: int, *, seed: int = 2026) -> bytes:
    """Headings, prose and tables; the same seed gives the same words."""
    return typst.compile(_source(pages, seed).encode(), font_paths=_fonts())


def scan(pages: int, *, seed: int = 2026) -> bytes:
    """The same on paper, a little aslant, with the dust and the unsharp letters of a copier."""
    luck, copied = Random(seed), []
    for page in range(pages):
        drawn = typst.compile(
            _source(1, seed + page).encode(),
            font_paths=_fonts(),
            format="png",
            ppi=float(DOTS),
        )
        copied.append(_copied(Image.open(io.BytesIO(drawn)).convert("L"), luck))
    out = io.BytesIO()
    copied[0].save(out, "PDF", save_all=True, append_images=copied[1:], resolution=DOTS, quality=60)
    return out.getvalue()


def _fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[str(FONTS)], include_system_fonts=False)


def _source(pages: int, seed: int) -> str:
    luck = Random(seed)
    return HEAD + "#pagebreak()\n".join(_page(luck) for _number in range(pages))


def _page(luck: Random) -> str:
    rows = ", ".join(f"[{_prose(luck, 2)}], [{luck.randrange(1000) / 10}]" for _row in range(6))
    prose = "\n\n".join(_prose(luck, 45) for _paragraph in range(4))
    table = f"#table(columns: (1fr, auto), {rows})"
    return f"= {_prose(luck, 4)}\n\n{prose}\n\n{table}\n\n"


def _prose(luck: Random, count: int) -> str:
    weights = [1 / (place + 2) for place in range(len(WORDS))]
    return " ".join(luck.choices(WORDS, weights, k=count)).capitalize()


def _copied(sheet: Image.Image, luck: Random) -> Image.Image:
    turned = sheet.rotate(luck.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=255)
    dust = Image.effect_noise(sheet.size, 8)
    soft = turned.filter(ImageFilter.GaussianBlur(0.6))
    return ImageChops.add(soft, dust, scale=1.0, offset=-134)
