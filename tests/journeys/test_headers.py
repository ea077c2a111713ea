"""On a small screen of a desk the rows of a menu leave the page its room."""

import pytest

from tests.journeys.people import Demo

pytestmark = pytest.mark.without_worker
SMALL = {"width": 1024, "height": 768}
ROWS = """
  () => new Set([...document.querySelectorAll('.top-nav li')].map(
    each => Math.round(each.getBoundingClientRect().top))).size
"""


@pytest.mark.parametrize(
    ("name", "path", "tallest"),
    [("Энхээ", "/desk/", 92), ("Ганаа", "/desk/", 92), ("Болд", "/desk/", 48),
     ("Дулмаа", "/account/", 68)],
)  # fmt: skip
def test_a_menu_stands_in_one_row(name, path, tallest, window):
    person = Demo(window(viewport=SMALL))
    person.enters_as(name)
    for language in ("", "/en"):
        person.go(f"{language}{path}")

        assert person.page.evaluate(ROWS) == 1, language
        header = person.page.locator(".top-in").bounding_box()
        assert header["height"] <= tallest, language
        over = "() => document.documentElement.scrollWidth - innerWidth"
        assert person.page.evaluate(over) <= 0, language
