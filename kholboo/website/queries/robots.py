"""All addresses of one site: for people as a tree, for search engines as a list."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from kholboo.agency import queries as agency
from kholboo.ui.components.links import path_in
from kholboo.website.queries import chrome
from kholboo.website.queries.sites import Here

# Rooms of one person: nothing in them is for search engines.
CLOSED = (
    "/account/",
    "/track/",
    "/desk/",
    "/cms/",
    "/audit/",
    "/deliveries/",
    "/hotline/",
    "/api/",
    "/plain/",
    "/search/",
    "/standards/desk/",
    "/standards/suggest/",
)
MOST = 50_000  # search engines read so many addresses of one list; pages of all languages count


@dataclass
class Leaf:
    title: str
    href: str
    under: list["Leaf"] = field(default_factory=list)


@dataclass(frozen=True)
class Address:
    """One page: `languages` are pairs of a language and a path."""

    languages: list[tuple[str, str]]
    changed_at: datetime | None = None


def tree_of(here: Here, language: str) -> list[Leaf]:
    """Pages of this site two levels deep: lists of news are left to their own page."""
    leaves = []
    under = _grandchildren(here, language)
    for entry in chrome.shown_on(here, language):
        href = path_in(language, f"/{entry.slug}/")
        leaves.append(Leaf(entry.title, href, under.get(entry.slug, [])))
    return leaves


def _grandchildren(here: Here, language: str) -> dict[str, list[Leaf]]:
    home = here.home_in(language)
    found: dict[str, list[Leaf]] = defaultdict(list)
    pages = (
        Page.objects.live()
        .filter(url_path__startswith=home.url_path, depth=4)
        .exclude(content_type__model__in=["newspage", "documentpage"])
        .order_by("path")
    )
    for page in pages.only("title", "url_path"):
        first = page.url_path.removeprefix(home.url_path).split("/")[0]
        found[first].append(Leaf(page.title, home.path_of(page.url_path)))
    return found


def addresses_of(here: Here) -> Iterator[Address]:
    """Every address of this site; pages the head office lends stand on its own list."""
    fixed = _fixed()
    for path in fixed:
        yield Address([(code, path_in(code, path)) for code in here.homes])
    by_key: dict[object, list[tuple[str, str]]] = defaultdict(list)
    changed: dict[object, datetime | None] = {}
    most = MOST // len(here.homes) - len(fixed)
    for language, home in here.homes.items():
        pages = Page.objects.live().filter(url_path__startswith=home.url_path)
        facts = ("translation_key", "url_path", "last_published_at")
        for key, url_path, at in pages.order_by("path").values_list(*facts)[:most]:
            by_key[key].append((language, home.path_of(url_path)))
            changed[key] = at
    for key, languages in by_key.items():
        yield Address(languages, changed[key])


def _fixed() -> list[str]:
    """Mongolian paths of what every site has without a page."""
    names = ("website_services", "website_departments", "website_site_map")
    with translation.override(settings.LANGUAGE_CODE):
        own = [reverse("website_service", args=[each.code]) for each in agency.services()]
        return ["/feedback/", *(reverse(name) for name in names), *own]
