"""Photos rebuilt from their pixels: nothing of the sent file survives except the picture.

The ICC profile goes too: colours of wide-gamut phones look a little paler.
"""

import warnings
from typing import BinaryIO

from PIL import Image, ImageOps

from kholboo.documents.cleaner.verdict import Refused, Task, Verdict

SIDE = 2560
THUMB_SIDE = 320
_EXIF_ORIENTATION = 0x0112
_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/heic": "HEIF",
}


def clean(
    media_type: str, source: BinaryIO, view: BinaryIO, thumb: BinaryIO, task: Task
) -> Verdict:
    """The view at most 2560 pixels a side, the thumbnail 320; JPEG, or WebP where transparent."""
    # Our own budget below is stricter than Pillow's and depends on the format.
    Image.MAX_IMAGE_PIXELS = max(task.pixels, task.jpeg_pixels)
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if media_type == "image/heic":
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)
    try:
        picture = _pixels(source, _FORMATS[media_type], task)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("pixels") from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, RuntimeError) as error:
        raise Refused("broken") from error
    view_type = _save(picture, view)
    width, height = picture.size
    picture.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
    _save(picture, thumb)
    return Verdict(media_type, view_type, is_clean=True, has_thumb=True, width=width, height=height)


def _pixels(source: BinaryIO, name: str, task: Task) -> Image.Image:
    opened = Image.open(source, formats=[name])
    budget = task.jpeg_pixels if name == "JPEG" else task.pixels
    if opened.width * opened.height > budget:
        raise Refused("pixels")
    turn = opened.getexif().get(_EXIF_ORIENTATION, 1)
    # A JPEG decodes at 1/2, 1/4 or 1/8 for almost nothing; other formats ignore this.
    opened.draft("RGB", (SIDE, SIDE))
    opened.load()
    picture = _plain(opened)
    picture.thumbnail((SIDE, SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)
    # A picture of its own: bytes of pixels, no info, no exif, no profile, no text chunks.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    if name == "HEIF":  # its reader has turned the picture already
        return bare
    bare.getexif()[_EXIF_ORIENTATION] = turn
    ImageOps.exif_transpose(bare, in_place=True)
    return bare


def _plain(picture: Image.Image) -> Image.Image:
    """RGB, or RGBA where something is transparent."""
    if picture.mode.startswith("I"):  # 16 bits of grey from a scanner
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        # No copy of what may be a hundred megabytes already.
        whole = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        lowest, _highest = whole.getchannel("A").getextrema()
        return whole if isinstance(lowest, int) and lowest < 255 else whole.convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _save(picture: Image.Image, out: BinaryIO) -> str:
    if picture.mode == "RGBA":
        picture.save(out, "WEBP", quality=85, method=2)
        return "image/webp"
    picture.save(out, "JPEG", quality=85, progressive=True)
    return "image/jpeg"
