"""Lists of things that happened or can be chosen, and places that open or hold controls."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kholboo.ui.components.engine import Component, block_component, component
from kholboo.ui.components.fields import Field


@component("timeline")
@dataclass(frozen=True)
class Timeline(Component):
    """What happened to a case, in order. An entry (object or dict) has `at` and `title`, and
    may have `who`, `text`, `files` (pairs of name, address), `is_public`, `is_current`, `kind`
    (good, warn, bad, gold). With `shows_doors` each entry says who may read it.
    """

    entries: Iterable[Any]
    zone: Any = None
    shows_doors: bool = False


@component("service_tile")
@dataclass(frozen=True)
class ServiceTile(Component):
    """One service as a place to go; `service` is its code and chooses the picture."""

    label: object
    href: str
    service: str = ""
    hint: object = ""

    @property
    def icon(self) -> str:
        return service_icon(self.service)


@component("empty")
@dataclass(frozen=True)
class Empty(Component):
    """Nothing here, why, and what to do; never a bare blank."""

    title: object
    text: object = ""
    href: str = ""
    action: object = ""
    icon: str = "inbox"


@component("rating")
@dataclass(frozen=True)
class Rating(Field):
    """A radio field of 1–5 as five keys in a row, each with its word."""


@block_component("table")
@dataclass(frozen=True)
class Table(Component):
    """Wraps thead and tbody; on phones each row becomes a card when cells carry `data-label`."""

    caption: object = ""
    is_caption_hidden: bool = False


@block_component("disclosure")
@dataclass(frozen=True)
class Disclosure(Component):
    """More, when asked for; works without JavaScript. `kind`: plain, or button for a form."""

    summary: object
    kind: str = "plain"
    icon: str = ""
    is_open: bool = False
    id: str = ""


@block_component("filter_bar")
@dataclass(frozen=True)
class FilterBar(Component):
    """A GET form in one line: filters stand in the address. Put fields and a button inside."""

    action: str = ""
    label: object = ""


@block_component("bulk_bar")
@dataclass(frozen=True)
class BulkBar(Component):
    """Sticks to the foot of the window while rows are ticked; put buttons inside."""

    label: object = ""


SERVICE_ICONS = {
    "verification": "scale",
    "calibration": "gauge",
    "type_test": "ruler",
    "metrology_registration": "clipboard-check",
    "standards_info": "book-open",
    "foreign_standard_registration": "globe",
    "org_standard_registration": "stamp",
    "product_certification": "package",
    "system_certification": "settings",
    "export_import_certificate": "ship",
    "safety_mark": "shield-check",
    "gold_melting": "flame",
    "assay": "flask-conical",
    "hallmark_certification": "badge-check",
    "gemstone_certification": "gem",
}


def service_icon(code: str) -> str:
    """The picture of a service by its code; unknown services get the plain page."""
    return SERVICE_ICONS.get(code, "file-text")
