"""Which site a request belongs to, its first pages and its menus: read once, kept by version."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site, SiteRootPath

from kholboo.agency.models import Office
from kholboo.core.errors import NotFound
from kholboo.core.snapshot import Snapshot
from kholboo.ui.components.links import path_in
from kholboo.website.models import Branch, SitePage


def language() -> str:
    """Of the request; Mongolian where none is switched on."""
    return get_language() or settings.LANGUAGE_CODE


@dataclass(frozen=True)
class Entry:
    """A page right under a first page."""

    slug: str
    title: str
    is_in_menu: bool
    is_national: bool


@dataclass(frozen=True)
class Home:
    """The first page of an office in one language, and what stands right under it."""

    key: int
    language: str
    url_path: str
    entries: tuple[Entry, ...]

    def path_of(self, url_path: str) -> str:
        """The path people type for a page under this one, by its place in the tree; "" for others."""
        if not url_path.startswith(self.url_path):
            return ""
        return path_in(self.language, f"/{url_path[len(self.url_path) :]}")


@dataclass(frozen=True)
class Here:
    """One site. Shared by all requests of this process: not to be changed."""

    office: Office
    branch: Branch
    site: Site
    homes: dict[str, Home]
    # Of a department: the head office's site, which lends pages; of the head office nothing.
    head: "Here | None" = None

    @property
    def root(self) -> str:
        """`https://orkhon.example.mn`"""
        return str(self.site.root_url)

    @property
    def is_department(self) -> bool:
        return not self.office.is_head

    @property
    def home(self) -> Home:
        """In the language of the request, or else the Mongolian one."""
        return self.home_in(language())

    def home_in(self, code: str) -> Home:
        """In this language, or else the Mongolian one, which every office has."""
        return self.homes.get(code) or self.homes[settings.LANGUAGE_CODE]


@dataclass(frozen=True)
class Known:
    head: Here | None = None
    by_host: dict[str, Here] = field(default_factory=dict)
    roots: list[SiteRootPath] = field(default_factory=list)


def _read() -> Known:
    branches = list(
        Branch.objects.filter(site__isnull=False)
        .select_related("office__aimag", "home__locale", "site__root_page__locale")
        .order_by("-office__is_head", "office__sort_key")
    )
    homes = _homes(branches)
    found: list[Here] = []
    head: Here | None = None
    for branch in branches:
        if branch.site is not None:
            own = homes[branch.home.translation_key]
            found.append(Here(branch.office, branch, branch.site, own, head))
            head = head or (found[0] if branch.office.is_head else None)
    roots = [
        SiteRootPath(here.site.pk, home.url_path, here.root, code)
        for here in found
        for code, home in here.homes.items()
    ]
    return Known(
        head=head,
        by_host={here.site.hostname: here for here in found},
        roots=sorted(roots, key=lambda root: root.root_path, reverse=True),
    )


def _homes(branches: Iterable[Branch]) -> dict[object, dict[str, Home]]:
    """First pages by their translation key and language."""
    keys = [branch.home.translation_key for branch in branches]
    homes = Page.objects.filter(translation_key__in=keys, depth=2).select_related("locale")
    under: dict[str, list[Entry]] = {home.path: [] for home in homes}
    national = set(_national().values_list("pk", flat=True))
    children = Page.objects.live().filter(depth=3).order_by("path")
    for page in children.only("path", "slug", "title", "show_in_menus"):
        entry = Entry(page.slug, page.title, page.show_in_menus, page.pk in national)
        under.setdefault(page.path[: -Page.steplen], []).append(entry)
    found: dict[object, dict[str, Home]] = {key: {} for key in keys}
    for home in homes:
        code = home.locale.language_code
        entries = tuple(under[home.path])
        found[home.translation_key][code] = Home(home.pk, code, home.url_path, entries)
    return found


def _national() -> QuerySet[Page]:
    """Pages right under a first page that every site shows, of any kind."""
    marks = Q(pk=None)
    for kind in SitePage.__subclasses__():
        marks |= Q(**{f"{kind._meta.model_name}__is_national": True})
    return Page.objects.filter(marks, depth=3)


_snapshot = Snapshot("website.sites", _read)


def known() -> Known:
    return _snapshot.get()


def here(request: HttpRequest) -> Here | None:
    """The site of this request; None before the first start made one."""
    if not hasattr(request, "_kholboo_here"):
        found = known()
        host, _port = split_domain_port(request.get_host())
        place = found.by_host.get(host) or found.head
        request._kholboo_here = place  # type: ignore[attr-defined]
        # Wagtail remembers both on the request, and asks the database or a cache otherwise.
        request._wagtail_site = place.site if place else None  # type: ignore[attr-defined]
        request._wagtail_cached_site_root_paths = found.roots  # type: ignore[attr-defined]
    remembered: Here | None = request._kholboo_here  # type: ignore[attr-defined]
    return remembered


def known_here(request: HttpRequest) -> Here:
    """The site of this request. Raises NotFound before the first start made one."""
    found = here(request)
    if found is None:
        raise NotFound(_("There is no such page"))
    return found


def offices() -> list[Here]:
    """Sites of all offices: the head office first, then by the Mongolian alphabet."""
    return list(known().by_host.values())


def page_at(home: Home, path: str) -> Page | None:
    """The live page under this first page at `path` (`news/opened/`), as its own kind."""
    return Page.objects.live().filter(url_path=f"{home.url_path}{path}").specific().first()


def national_at(here: Here, path: str, language: str) -> Page | None:
    """The head office's page at `path`, when it stands in a part that departments show too."""
    home = here.head.homes.get(language) if here.head else None
    first = path.split("/")[0]
    if home is None or not any(e.is_national and e.slug == first for e in home.entries):
        return None
    return page_at(home, path)
