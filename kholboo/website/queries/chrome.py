"""Header and footer: the office whose site this is, its main pages, the way to the others."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

from kholboo.agency.models import Office
from kholboo.ui.components.links import page_url, path_in
from kholboo.ui.components.navigation import Place
from kholboo.website.queries import plain, sites
from kholboo.website.queries.sites import Entry, Here


@dataclass(frozen=True)
class Chrome:
    """`main` is the address of the main host where this is not it, and empty there."""

    office: Office | None = None
    menu: list[Place] = field(default_factory=list)
    main: str = ""
    root: str = ""
    pages: frozenset[str] = frozenset()  # what the footer may lead to
    plain: str = ""  # this page as words alone, or else the first one

    @property
    def is_department(self) -> bool:
        return self.office is not None and not self.office.is_head


def of(request: HttpRequest) -> Chrome:
    here = sites.here(request)
    if here is None:
        return Chrome()
    language = sites.language()
    entries = shown_on(here, language)
    menu = []
    for entry in entries:
        if entry.is_in_menu:
            href = path_in(language, f"/{entry.slug}/")
            menu.append(Place(entry.title, href, is_current=request.path.startswith(href)))
    main = "" if here.office.is_head else settings.PUBLIC_URL
    slugs = frozenset(entry.slug for entry in entries)
    return Chrome(here.office, menu, main, here.root, slugs, _plain(request))


def _plain(request: HttpRequest) -> str:
    match = request.resolver_match
    is_read = match is not None and match.view_name in plain.READ
    return (is_read and plain.plain_path(request.path)) or page_url(f"{plain.ROOM}/")


def shown_on(here: Here, language: str) -> list[Entry]:
    """What stands right under this first page: its own, then what all sites show."""
    own = list(here.home_in(language).entries)
    if here.head is None:
        return own
    taken = {entry.slug for entry in own}
    shared = here.head.home_in(language).entries
    return own + [e for e in shared if e.is_national and e.slug not in taken]
