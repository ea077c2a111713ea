"""Ways through: back, steps of a form, pages of a list, queues of the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext

from kholboo.ui.components.engine import Component, component
from kholboo.ui.components.links import page_url
from kholboo.ui.components.scale import Ticks


@component("back_link")
@dataclass(frozen=True)
class BackLink(Component):
    """One step back; `path` without a language prefix."""

    label: object
    path: str

    @property
    def href(self) -> str:
        return page_url(self.path)


@component("steps")
@dataclass(frozen=True)
class Steps(Component):
    """Where we are in a form of several pages, on a measuring scale: ten ticks for a step."""

    current: int
    total: int = 0
    labels: Sequence[object] = ()

    @property
    def count(self) -> int:
        return self.total or len(self.labels)

    @property
    def label(self) -> object:
        """The name of the step we are on, if steps have names."""
        return self.labels[self.current - 1] if self.labels else ""

    @property
    def words(self) -> str:
        return gettext("Step %(current)d of %(total)d") % {
            "current": self.current,
            "total": self.count,
        }

    @property
    def ticks(self) -> Ticks:
        return Ticks(total=self.count * 10, gone=self.current * 10, step=10, heights=(6, 10, 16))


@component("pages")
@dataclass(frozen=True)
class Pages(Component):
    """Previous and next page of a list; `query` is the rest of the address, without `page`."""

    page: Page[Any]
    query: str = ""

    @property
    def lead(self) -> str:
        return f"?{self.query}&page=" if self.query else "?page="


@dataclass(frozen=True)
class Place:
    """One entry of a navigation: words, address, and perhaps how much waits there."""

    label: object
    href: str
    count: int | None = None
    is_current: bool = False
    is_urgent: bool = False


@component("queue_nav")
@dataclass(frozen=True)
class QueueNav(Component):
    """Queues of the desk with how much waits in each; entries are `Place`s."""

    places: Iterable[Place]
    label: object = ""


@component("tabs")
@dataclass(frozen=True)
class Tabs(Component):
    """Views of one thing side by side; each is an address of its own."""

    places: Iterable[Place]
    label: object = ""
