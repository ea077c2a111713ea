"""What an installed app is called and how it opens: the web app manifest, one per language."""

from typing import Any

from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kholboo.ui.components.links import page_url

# The field and the paper of `kholboo.css`; the dark ones stand in the pages' own meta tags.
THEME, PAPER = "#0b4a8f", "#ffffff"


def manifest(name: str, place: str = "") -> dict[str, Any]:
    """`name` is that of the site the page belongs to: the agency or one of its departments.

    Under an icon there is room for a word or two, so there `place` tells a department's app apart.
    """
    return {
        "id": "/",
        "name": name,
        "short_name": _("%(place)s standards") % {"place": place}
        if place
        else _("Standards agency"),
        "description": _(
            "Tell the agency what is wrong, follow your case and read the answer, "
            "also without network."
        ),
        "lang": get_language(),
        "dir": "ltr",
        "scope": "/",
        "start_url": page_url("/"),
        "display": "standalone",
        "theme_color": THEME,
        "background_color": PAPER,
        "categories": ["government", "utilities"],
        "icons": icons(),
        "shortcuts": shortcuts(),
        "share_target": {
            "action": page_url("/share/"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "photo", "accept": ["image/*", "audio/*"]}],
            },
        },
    }


def icons() -> list[dict[str, str]]:
    """Drawn by `python -m tools.icons` from our own emblem."""
    app = "ui/app"
    return [
        {"src": static("ui/emblem.svg"), "sizes": "any", "type": "image/svg+xml"},
        _png(f"{app}/icon-192.png", 192),
        _png(f"{app}/icon-512.png", 512),
        {**_png(f"{app}/maskable-512.png", 512), "purpose": "maskable"},
    ]


def _png(name: str, size: int) -> dict[str, str]:
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png"}


def shortcuts() -> list[dict[str, Any]]:
    """What a long press on the icon offers."""
    ways = [
        (_("Make a complaint"), "/feedback/?kind=complaint"),
        (_("Check your case"), "/track/"),
        (_("Find a standard"), "/standards/"),
        (_("Scan a code"), "/scan/"),
    ]
    icon = _png("ui/app/icon-192.png", 192)
    return [{"name": name, "url": page_url(path), "icons": [icon]} for name, path in ways]
