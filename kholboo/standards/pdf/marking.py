"""The process that burns the number of a licence into the picture of a page:
`python -I pdf/marking.py '<json of Mark>'`.

The picture is the standard input, the marked one the standard output, in the same form and size. It
was made of a file that may be hostile, and packing it takes the memory of five pages: both stay out
of the web process. No Django.
"""

import io
import json
import os
import sys
from pathlib import Path

# Isolated mode leaves only the installed packages on the path. Appended, never put first.
sys.path.append(str(Path(__file__).resolve().parents[3]))

from PIL import AvifImagePlugin, Image, ImageDraw, ImageFont, WebPImagePlugin

from kholboo.documents.cleaner.sandbox import build_walls
from kholboo.standards.pdf.mark import SLOPE, Mark
from kholboo.standards.pdf.verdict import MOST_READ

READS = [str(one.format) for one in (WebPImagePlugin.WebPImageFile, AvifImagePlugin.AvifImageFile)]
KINDNESS = 5  # pages of all others go first
# Of 255: how far the numbers pull every dot towards the middle grey. Black letters stay black
# enough to read, and on a black photo the numbers are the lighter ones.
STRENGTH, MIDDLE = 64, 128
INK, PAPER = 0x66, 0xFF
STEP = 17  # between two of the 16 greys
SIXTEEN = [round(value / STEP) * STEP for value in range(256)]
# Parts of the shorter side.
LETTER, FOOT, ROW, COLUMN = 1 / 42, 1 / 58, 1 / 7, 1 / 4
SMALLEST = 12  # pixels


def main(asked: str) -> None:
    mark = Mark(**json.loads(asked))
    os.nice(KINDNESS)
    source = io.BytesIO(sys.stdin.buffer.read())
    Image.preinit()
    build_walls(memory=mark.memory, cpu=mark.cpu, disk=mark.disk)
    with Image.open(source, formats=READS) as picture:
        if picture.width * picture.height > MOST_READ:
            raise SystemExit("too large")
        sys.stdout.buffer.write(marked(picture, mark))


def marked(picture: Image.Image, mark: Mark) -> bytes:
    form = str(picture.format)
    grey = picture.convert("L")
    if form == "WEBP" and _is_sharp(grey):
        return _saved(_burnt(grey, mark).point(SIXTEEN), form, lossless=True, quality=50, method=4)
    burnt = _burnt(picture.convert("RGB"), mark)
    if form == "AVIF":
        return _saved(burnt, form, quality=40, speed=10, max_threads=1)
    return _saved(burnt, form, quality=50, method=2)


def _is_sharp(grey: Image.Image) -> bool:
    """Kept without loss, in 16 greys; see drawing.py."""
    return not any(count for value, count in enumerate(grey.histogram()) if value % STEP)


def _burnt(picture: Image.Image, mark: Mark) -> Image.Image:
    middle = (MIDDLE,) * len(picture.getbands())
    picture.paste(middle if len(middle) > 1 else MIDDLE, (0, 0), _numbers(picture.size, mark))
    pen, short = ImageDraw.Draw(picture), min(picture.size)
    font = _font(short * FOOT)
    place = (picture.width / 2, picture.height - short * FOOT)
    ink, paper = (f"#{shade:02x}{shade:02x}{shade:02x}" for shade in (INK, PAPER))
    pen.text(place, mark.address, ink, font, anchor="ms", stroke_width=4, stroke_fill=paper)
    return picture


def _numbers(size: tuple[int, int], mark: Mark) -> Image.Image:
    """How strongly each dot is pulled: the number again and again, every other row moved by half,
    so that hardly a piece of a page is without a whole one.
    """
    short = min(size)
    stamp = _stamp(mark.number, _font(short * LETTER))
    layer = Image.new("L", size, 0)
    row, column = max(round(short * ROW), 1), max(round(short * COLUMN), stamp.width)
    for count, y in enumerate(range(-row // 2, size[1], row)):
        for x in range(-(count % 2) * column // 2, size[0], column):
            layer.paste(STRENGTH, (x, y), stamp)
    return layer


def _stamp(words: str, font: "ImageFont.FreeTypeFont | ImageFont.ImageFont") -> Image.Image:
    left, top, right, bottom = (round(side) for side in font.getbbox(words))
    flat = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(flat).text((-left, -top), words, 255, font)
    return flat.rotate(SLOPE, Image.Resampling.BICUBIC, expand=True)


def _font(size: float) -> "ImageFont.FreeTypeFont | ImageFont.ImageFont":
    """Pillow's own letters (Aileron, public domain): numbers and addresses need no others."""
    return ImageFont.load_default(max(round(size), SMALLEST))


def _saved(picture: Image.Image, form: str, **how: float) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


if __name__ == "__main__":
    main(sys.argv[1])
