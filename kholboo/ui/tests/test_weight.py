"""What a page may weigh, what kept copies must be, what the content policy allows."""

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest

from kholboo.ui.icons import drawings

HOUSE = Path(__file__).resolve().parent.parent
STATIC = HOUSE / "static" / "ui"
PACKAGE = HOUSE.parent


def weight(name):
    return len(brotli.compress((STATIC / name).read_bytes()))


def test_a_public_page_weighs_little():
    scripts = weight("kholboo.js") + weight("voice.js")
    page = weight("kholboo.css") + scripts + weight("emblem.svg")

    assert weight("kholboo.js") <= 4_000
    assert scripts <= 8_000
    assert page <= 25_000  # leaves 15 KB for the words of the page


def test_a_desk_page_weighs_little():
    page = sum(
        weight(name) for name in ("kholboo.css", "kholboo.js", "desk.js", "vendor/htmx.min.js")
    )

    assert page <= 40_000  # leaves 20 KB for the list


def test_kept_copies_are_the_ones_we_wrote_down():
    readme = (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \|.*\| ([0-9a-f]{64}) \|$", readme, re.MULTILINE)

    vendor = STATIC / "vendor"
    files = (path for path in vendor.rglob("*") if path.is_file() and path.suffix != ".md")
    kept = {str(path.relative_to(vendor)) for path in files}
    assert {name for name, _digest in rows} == kept
    for name, digest in rows:
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest


def test_every_picture_in_use_is_in_our_file():
    known = set(drawings())
    used = set()
    for template in PACKAGE.rglob("templates/**/*.html"):
        source = template.read_text(encoding="utf-8")
        used |= set(re.findall(r"""\{% icon ["']([a-z0-9-]+)["']""", source))
        used |= set(re.findall(r"""\bicon=["']([a-z0-9-]+)["']""", source))
    for module in (HOUSE / "components").glob("*.py"):
        if module.name in ("states.py", "stories.py"):
            used |= set(re.findall(r"""": "([a-z0-9-]+)",?""", module.read_text())) & known

    assert used <= known, used - known


class Forbidden(HTMLParser):
    """Collects what the content policy would refuse: styles, handlers and scripts in the page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.found += [name for name in names if name == "style" or name.startswith("on")]
        self.found += [value for value in names.values() if (value or "").startswith("javascript:")]
        is_data = names.get("type") == "application/ld+json"  # nothing a browser would run
        is_allowed = is_data or "src" in names or "nonce" in names
        if tag == "style" or (tag == "script" and not is_allowed):
            self.found.append(tag)


PAGES = sorted(PACKAGE.rglob("templates/**/*.html"))


@pytest.mark.parametrize("template", PAGES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_carries_inline_styles_or_scripts(template):
    plain = re.sub(
        r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.read_text(encoding="utf-8"), flags=re.S
    )
    parser = Forbidden()
    parser.feed(plain)

    assert parser.found == []


def test_the_stylesheet_keeps_its_layers_in_order():
    source = (STATIC / "kholboo.css").read_text(encoding="utf-8")

    assert source.startswith("@layer reset, tokens, base, layout, components, states, print;")
    assert "http" not in source.replace('href^="http"', "")
