"""Draw the app's icons from our own emblem: `python -m tools.icons`.

The strokes below are those of `kholboo/ui/static/ui/emblem.svg`, on its field of 40 × 40. Stores
and phones want PNG; drawing them here needs no browser and gives the same bytes every time.
"""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

STATIC = Path(__file__).resolve().parent.parent / "kholboo" / "ui" / "static" / "ui" / "app"
FIELD = "#0b4a8f"
CORNER = 8
SHARPER = 8  # drawn so many times larger, then made small: smooth edges
# x, and where the tick ends: every fourth is longer, as on the edge of our pages.
TICKS = [(8, 9), (12, 7), (16, 7), (20, 10), (24, 7), (28, 7), (32, 9)]
# Lines of the two links of a chain: from, to.
LINES = [((12.5, 17), (17.5, 17)), ((12.5, 28.5), (17.5, 28.5)), ((22.5, 17), (27.5, 17)),
         ((22.5, 28.5), (27.5, 28.5)), ((15, 22.75), (25, 22.75))]  # fmt: skip
# Half circles: centre, and the angles in degrees, clockwise from the right.
ARCS = [((12.5, 22.75), 90, 270), ((27.5, 22.75), 270, 90)]
RADIUS = 5.75


class Drawing:
    """The emblem at one size. `part` is how much of the picture it fills."""

    def __init__(self, size: int, *, part: float, has_corners: bool) -> None:
        self.size, self.scale = size, size * SHARPER * part / 40
        self.shift = size * SHARPER * (1 - part) / 2
        # Without the rounded field around it the emblem stands in the middle: its own is at 17.
        self.drop = 0.0 if has_corners else 3 * self.scale
        self.picture = Image.new("RGBA", (size * SHARPER, size * SHARPER), (0, 0, 0, 0))
        self.pen = ImageDraw.Draw(self.picture)
        whole = (0, 0, size * SHARPER - 1, size * SHARPER - 1)
        corner = CORNER * size * SHARPER / 40 if has_corners else 0
        self.pen.rounded_rectangle(whole, corner, fill=FIELD)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.shift + x * self.scale, self.shift + self.drop + y * self.scale

    def dot(self, x: float, y: float, width: float) -> None:
        centre_x, centre_y = self.at(x, y)
        half = width * self.scale / 2
        self.pen.ellipse(
            (centre_x - half, centre_y - half, centre_x + half, centre_y + half), fill="white"
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float) -> None:
        self.pen.line((*self.at(*start), *self.at(*end)), "white", round(width * self.scale))
        self.dot(*start, width)
        self.dot(*end, width)

    def arc(self, centre: tuple[float, float], start: int, end: int, width: float) -> None:
        reach = RADIUS + width / 2
        left, top = self.at(centre[0] - reach, centre[1] - reach)
        right, foot = self.at(centre[0] + reach, centre[1] + reach)
        self.pen.arc((left, top, right, foot), start, end, "white", round(width * self.scale))

    def emblem(self) -> Image.Image:
        for x, end in TICKS:
            self.line((x, 4), (x, end), 1.5)
        for start, end_of_line in LINES:
            self.line(start, end_of_line, 3)
        for centre, begin, end in ARCS:
            self.arc(centre, begin, end, 3)
        return self.picture.resize((self.size, self.size), Image.Resampling.LANCZOS)


def drawn(size: int, *, part: float = 1.0, has_corners: bool = True) -> Image.Image:
    picture = Drawing(size, part=part, has_corners=has_corners).emblem()
    return picture.quantize(64, method=Image.Quantize.FASTOCTREE)


# A maskable icon may lose everything outside a circle of 80 %: the emblem stays inside it.
ICONS: dict[str, Callable[[], Image.Image]] = {
    "icon-192.png": lambda: drawn(192),
    "icon-512.png": lambda: drawn(512),
    "maskable-512.png": lambda: drawn(512, part=0.68, has_corners=False),
    "touch-180.png": lambda: drawn(180, part=0.84, has_corners=False),
}


def main() -> None:
    for name, draw in ICONS.items():
        draw().save(STATIC / name, optimize=True)


if __name__ == "__main__":
    main()
