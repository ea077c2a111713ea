"""The process that opens PDFs: `python -I pdf/drawing.py '<json of Task>'`.

PDFium lives here and nowhere else: it is not safe with threads, and a hostile file may break it.
The PDF is the standard input. The answer is a JSON line, then for each page a JSON line and the
bytes of its picture. No Django.
"""

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

# Isolated mode leaves only the installed packages on the path. Appended, never put first.
sys.path.append(str(Path(__file__).resolve().parents[3]))

import pypdfium2
from PIL import Image, ImageChops

from kholboo.documents.cleaner.sandbox import build_walls
from kholboo.standards.pdf import verdict
from kholboo.standards.pdf.lines import Letter, lines_of, paragraphs_of

KINDNESS = 10  # nobody waits for drawing: people's pages go first
COLOURED = 40  # of 255: a smaller difference between colours is grey


class Refused(Exception):
    pass


def main(asked: str) -> None:
    task = verdict.Task(**json.loads(asked))
    if task.draws:
        os.nice(KINDNESS)
    source = sys.stdin.buffer.read()
    Image.init()
    build_walls(memory=task.memory, cpu=task.cpu, disk=task.disk)
    try:
        document = _opened(source)
        _say({"pages": len(document)})
        for number in range(task.first, min(task.first + task.draws, len(document))):
            if task.is_for_reading:
                _draw_greys(document, number)
            else:
                _draw(document, number)
    except Refused as refused:
        _say({"refused": str(refused)})
    except MemoryError:
        _say({"refused": "resources"})


def _opened(source: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(source)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise Refused("password" if "password" in str(error).lower() else "broken") from error
    if not count or count > verdict.MOST_PAGES:
        raise Refused("pages")
    for number in range(count):
        sides = document.get_page_size(number)
        if min(sides) < verdict.SHORTEST_SIDE or max(sides) > verdict.LONGEST_SIDE:
            raise Refused("page")
    return document


def _draw(document: Any, number: int) -> None:
    try:
        page = document[number]
        wide, high = page.get_size()
        scale = min(verdict.WIDTH / wide, (verdict.MOST_PIXELS / (wide * high)) ** 0.5)
        picture = page.render(scale=scale).to_pil().convert("RGB")
        letters = _letters(page)
        words = paragraphs_of(lines_of(letters))
    except pypdfium2.PdfiumError as error:
        raise Refused("broken") from error
    forms = _packed(picture)
    told = {form: len(packed) for form, packed in forms.items()}
    sizes = {"width": picture.width, "height": picture.height, "forms": told}
    _say({"paragraphs": words, "is_scan": _is_scan(letters, picture), **sizes})
    for packed in forms.values():
        sys.stdout.buffer.write(packed)
    page.close()


def _draw_greys(document: Any, number: int) -> None:
    try:
        page = document[number]
        wide, high = page.get_size()
        scale = min(verdict.DOTS / 72, (verdict.MOST_READ / (wide * high)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    except pypdfium2.PdfiumError as error:
        raise Refused("broken") from error
    _say({"width": picture.width, "height": picture.height})
    sys.stdout.buffer.write(picture.tobytes())


def _letters(page: Any) -> list[Letter]:
    text = page.get_textpage()
    count = min(text.count_chars(), verdict.MOST_LETTERS)
    found = []
    for place in range(count):
        sign = chr(pypdfium2.raw.FPDFText_GetUnicode(text, place))
        left, bottom, right, top = text.get_charbox(place, loose=True)
        found.append(Letter(sign, left, bottom, right, top))
    text.close()
    return found


def _is_scan(letters: list[Letter], picture: Image.Image) -> bool:
    """A mark or a page number over a scan is no text layer; a blank page is no scan."""
    is_drawn_on = any(picture.convert("L").histogram()[: verdict.DARK])
    written = sum(letter.sign.isalnum() for letter in letters)
    return written < verdict.FEWEST_LETTERS and is_drawn_on


def _packed(picture: Image.Image) -> dict[str, bytes]:
    """The page in the forms in which it is served, the best first.

    Black on white in 16 greys without loss: small and sharp. A scan or a photo would be ten times
    as large so: AVIF, and WebP for phones that do not know AVIF.
    """
    if _is_grey(picture):
        grey = picture.convert("L")
        sixteen = grey.point([round(value / 17) * 17 for value in range(256)])
        sharp = _saved(sixteen, "WEBP", lossless=True, quality=80, method=6)
        if len(sharp) * verdict.CLEAN <= picture.width * picture.height:
            return {"webp": sharp}
        picture = grey
    return {
        "avif": _saved(picture, "AVIF", quality=40, speed=8),
        "webp": _saved(picture.convert("RGB"), "WEBP", quality=50, method=4),
    }


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    apart = [ImageChops.difference(red, one).histogram() for one in (green, blue)]
    return not any(sum(counts[COLOURED:]) for counts in apart)


def _saved(picture: Image.Image, form: str, **how: float) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def _say(fact: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(fact).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
