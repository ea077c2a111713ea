"""Where holders are: the aimags as tiles of a rough map, each a link, and the same as a list."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from kholboo.accounts.access import public
from kholboo.agency.models import Aimag
from kholboo.agency.queries import aimag_rows
from kholboo.registers.queries.search import count_by_aimag
from kholboo.registers.rules import NAMES, REGISTERS

# Column and row of each tile, by the code of the aimag: west to the left, north above.
TILES = {
    "83": (0, 1), "85": (1, 0), "84": (0, 2), "82": (1, 3), "81": (2, 1), "67": (3, 0),
    "65": (3, 1), "64": (2, 3), "63": (4, 1), "61": (5, 1), "62": (3, 2), "41": (5, 2),
    "43": (5, 0), "45": (6, 1), "11": (6, 2), "48": (5, 3), "42": (6, 3), "46": (4, 4),
    "44": (7, 4), "23": (7, 2), "22": (8, 3), "21": (8, 1),
}  # fmt: skip
WIDTH, HEIGHT, GAP = 120, 56, 4
STEPS = 4  # shades


@dataclass(frozen=True)
class Tile:
    aimag: Aimag
    count: int
    shade: int  # 0 none … STEPS most
    x: int
    y: int
    href: str


@public
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """`?register=`: of one register; else of all. Only certificates that are valid."""
    chosen = request.GET.get("register", "")
    kind = REGISTERS.get(chosen)
    counts = count_by_aimag(kind)
    rows = [aimag for aimag in aimag_rows() if aimag.code in TILES]
    most = max((counts.get(aimag.pk, 0) for aimag in rows), default=0)
    tiles = [_tile(aimag, counts.get(aimag.pk, 0), most, chosen if kind else "") for aimag in rows]
    facts = {
        "tiles": tiles,
        "chosen": chosen if kind else "",
        "registers": [(slug, NAMES[each]) for slug, each in REGISTERS.items()],
        "name": NAMES[kind] if kind else "",
        "tile_width": WIDTH,
        "width": 9 * (WIDTH + GAP),
        "height": 5 * (HEIGHT + GAP),
    }
    return render(request, "registers/map.html", facts)


def _tile(aimag: Aimag, count: int, most: int, register: str) -> Tile:
    column, row = TILES[aimag.code]
    here = f"/registers/{register}/" if register else "/registers/"
    shade = -(-count * STEPS // most) if most else 0
    x, y = column * (WIDTH + GAP), row * (HEIGHT + GAP)
    query = urlencode({"aimag": aimag.slug, "state": "valid"})
    return Tile(aimag, count, shade, x, y, f"{here}?{query}")
