"""Links that other houses put on the page "My pages". Accounts knows no other house."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from kholboo.accounts.models import User


@dataclass(frozen=True)
class Link:
    """`view` is the name of an address; `is_for` says who sees the link.

    `is_start` marks the page where those people begin their day.
    """

    label: str | Promise
    view: str
    hint: str | Promise = ""
    icon: str = "chevron-right"
    is_for: Callable[[User], bool] = lambda user: True
    is_start: bool = False

    @property
    def href(self) -> str:
        return reverse(self.view)


_links: list[Link] = []


def add(link: Link) -> None:
    """Register a link once, when a house starts; they stand in the order of the floors."""
    if link not in _links:
        _links.append(link)


def links_for(user: User) -> list[Link]:
    return [link for link in _links if link.is_for(user)]


def start_of(user: User) -> str:
    """The name of the page where this person begins after signing in."""
    starts = (link.view for link in links_for(user) if link.is_start)
    return next(starts, "accounts:home")
