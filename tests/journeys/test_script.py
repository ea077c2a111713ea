"""Titles in traditional script: upright, joined, in a font that comes only where they stand.

The pictures of these pages were looked at; what can be counted in them is counted here.
"""

from io import BytesIO

import pytest
from PIL import Image

from tests.journeys import looks
from tests.journeys.browser import DESK, PHONE
from tests.journeys.test_budgets import COLLECT, MOST_SHIFT

pytestmark = pytest.mark.without_worker

PATHS = ["/", "/bench-script/"]
WORDS = 2  # of each title
HOW = """async () => {
  await document.fonts.ready;
  const one = document.querySelector(".vertical"), style = getComputedStyle(one);
  return [style.writingMode, style.textOrientation, one.lang, document.fonts.check(`20px ${style.fontFamily.split(",")[0]}`, one.textContent)];
}"""
INK = 60  # how far from the paper a pixel counts as ink


def runs_of_ink(picture):
    """How many pieces stand one under another: letters of a word hang on one stem."""
    grey = Image.open(BytesIO(picture)).convert("L")
    paper = grey.getpixel((0, 0))
    rows = [
        any(abs(grey.getpixel((x, y)) - paper) > INK for x in range(grey.width))
        for y in range(grey.height)
    ]
    return sum(here and not before for before, here in zip([False, *rows], rows, strict=False))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", PATHS)
def test_a_title_stands_upright_and_its_letters_join(path, size, window, script_pages):
    page = window(viewport=size, color_scheme="dark" if size == DESK else "light")
    page.add_init_script(COLLECT)
    page.goto(path, wait_until="networkidle")
    title = page.locator(".vertical")

    box = title.bounding_box()
    assert page.evaluate(HOW) == ["vertical-lr", "sideways", "mn-Mong", True]
    assert box["height"] > 2 * box["width"]
    assert runs_of_ink(title.screenshot()) == WORDS
    assert sum(page.evaluate("() => window.shifts")) <= MOST_SHIFT


def test_pages_with_traditional_script_are_for_everybody(window, script_pages):
    page = window()
    found = {}
    for path in PATHS:
        page.set_viewport_size(PHONE)
        page.goto(path)
        found[path] = looks.by_day(page)
        page.set_viewport_size(DESK)
        found[path] |= looks.on_desk(page)

    assert found == {path: {} for path in PATHS}


def test_its_font_comes_only_where_it_stands(window):
    page, asked = window(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/about/", wait_until="networkidle")
    page.evaluate("async () => { await document.fonts.ready; }")

    assert not [url for url in asked if url.endswith(".woff2")]
