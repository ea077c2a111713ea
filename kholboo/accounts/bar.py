"""The one top bar of all pages of the staff: the rooms of every day, and the way to the tools."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language

from kholboo.accounts.links import all_links
from kholboo.accounts.models import User

HOME = "accounts:home"


@dataclass(frozen=True)
class Room:
    label: str | Promise
    href: str
    is_current: bool


@dataclass(frozen=True)
class Bar:
    """`has_tools`: there are links beside the rooms; they stand in groups on one's own page."""

    rooms: list[Room] = field(default_factory=list)
    has_tools: bool = False
    is_at_tools: bool = False


def desk_bar(request: HttpRequest) -> dict[str, Any]:
    """For templates; nothing is asked on a page without the bar."""
    return {"desk_bar": SimpleLazyObject(lambda: bar_of(request))}


def bar_of(request: HttpRequest) -> Bar:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return Bar()
    links = all_links()
    # By their names: the key of a link itself would hash its words, translated each time.
    addresses = _addresses(get_language(), tuple(link.view for link in links))
    here = _place_of(request.path, addresses)
    mine = [link for link in links if link.is_for(user)]
    rooms = [
        Room(link.bar, addresses[link.view], is_current=here == link.view)
        for link in mine
        if link.bar
    ]
    return Bar(
        rooms=rooms,
        has_tools=len(rooms) < len(mine),
        is_at_tools=bool(here) and not any(room.is_current for room in rooms),
    )


def _place_of(path: str, addresses: dict[str, str]) -> str:
    """The link whose pages this path belongs to: the longest address it stands under."""
    found = [(len(href), view) for view, href in addresses.items() if path.startswith(href)]
    return max(found, default=(0, ""))[1]


@lru_cache(maxsize=8)
def _addresses(language: str | None, views: tuple[str, ...]) -> dict[str, str]:
    """Where each leads in this language, and one's own page."""
    return {view: reverse(view) for view in (*views, HOME)}
