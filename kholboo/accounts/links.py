"""Links that other houses put on "My pages" and in the desk's bar. Accounts knows no other house."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kholboo.accounts.models import User


class Group(TextChoices):
    """Under which heading a link stands on "My pages", in this order."""

    DAILY = "daily", _("Every day")
    LEADING = "leading", _("To lead and to check")
    RULES = "rules", _("Rules of the work")
    SYSTEM = "system", _("People and the system")


@dataclass(frozen=True)
class Link:
    """`view` is the name of an address; `is_for` says who sees the link.

    `is_start` marks the page where those people begin their day; `bar` is its short name in the
    top bar of the staff's pages, empty for what is not needed every day.
    """

    label: str | Promise
    view: str
    hint: str | Promise = ""
    icon: str = "chevron-right"
    is_for: Callable[[User], bool] = lambda user: True
    is_start: bool = False
    group: Group = Group.DAILY
    bar: str | Promise = ""

    @property
    def href(self) -> str:
        return reverse(self.view)


_links: list[Link] = []


def add(link: Link) -> None:
    """Register a link once, when a house starts; they stand in the order of the floors."""
    if link not in _links:
        _links.append(link)


def all_links() -> list[Link]:
    return list(_links)


def links_for(user: User) -> list[Link]:
    return [link for link in _links if link.is_for(user)]


def grouped_links(user: User) -> list[tuple[str, list[Link]]]:
    """The same under their headings; groups without a link are left out."""
    mine = links_for(user)
    groups = [(str(group.label), [one for one in mine if one.group == group]) for group in Group]
    return [(label, links) for label, links in groups if links]


def start_of(user: User) -> str:
    """The name of the page where this person begins after signing in."""
    starts = (link.view for link in links_for(user) if link.is_start)
    return next(starts, "accounts:home")
