"""Scans of our own sample: on paper, a little aslant, with the dust of a copier."""

import io

from PIL import Image, ImageChops, ImageFilter

from kholboo.standards.pdf import asking
from kholboo.standards.services import samples

SAMPLE = samples.DATA / "scales.pdf"
ALL, HEAD = (0, 1), (0, 0.3)


def scan(*parts, dots=200):
    """A PDF of pictures, each of this part of the first page of the sample, from above."""
    page = asking.greys(SAMPLE.read_bytes(), 1)
    whole = Image.frombytes("L", (page.width, page.height), page.dots)
    sheets = [_copied(whole, begin, end, dots) for begin, end in parts]
    out = io.BytesIO()
    first, *others = sheets
    first.save(out, "PDF", save_all=True, append_images=others, resolution=dots, quality=60)
    return out.getvalue()


def _copied(whole, begin, end, dots):
    high = whole.height
    part = whole.crop((0, round(begin * high), whole.width, round(end * high)))
    sheet = part.resize((part.width * dots // 300, part.height * dots // 300), Image.Resampling.BOX)
    turned = sheet.rotate(0.6, Image.Resampling.BICUBIC, fillcolor=255)
    dust = Image.effect_noise(sheet.size, 8)
    return ImageChops.add(turned.filter(ImageFilter.GaussianBlur(0.5)), dust, offset=-134)
