"""Which site a request or a page belongs to, and what stands in its menus."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from kholboo.agency.models import Office
from kholboo.website import hosts
from kholboo.website.models import Branch


@dataclass(frozen=True)
class Here:
    """The site of this request: its office, and its first page in the language of the request."""

    office: Office
    branch: Branch
    home: Page
    root: str  # `https://orkhon.example.mn`

    @property
    def is_head(self) -> bool:
        return self.office.is_head


def has_site(host: str) -> bool:
    """Whether a department has its site at this host name."""
    return Site.objects.filter(hostname=host, branch__isnull=False).exists()


def here(request: HttpRequest) -> Here | None:
    """The site of this request; None before the first start made one."""
    if not hasattr(request, "_kholboo_here"):
        request._kholboo_here = _here(request)  # type: ignore[attr-defined]
    found: Here | None = request._kholboo_here  # type: ignore[attr-defined]
    return found


def _here(request: HttpRequest) -> Here | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    branch = Branch.objects.filter(site=site).select_related("office__aimag", "home").first()
    if branch is None:
        return None
    language = get_language()
    home = branch.home
    if language != "mn":
        home = (
            Page.objects.filter(
                translation_key=home.translation_key, locale__language_code=language
            ).first()
            or home
        )
    return Here(branch.office, branch, home, hosts.root_of(branch.office))


def branches() -> QuerySet[Branch]:
    """Branches with a site: the head office first, then by the Mongolian alphabet."""
    return (
        Branch.objects.filter(site__isnull=False)
        .select_related("office__aimag")
        .order_by("-office__is_head", "office__sort_key")
    )


def menu_of(home: Page) -> QuerySet[Page]:
    return Page.objects.live().child_of(home).in_menu().only("title", "slug", "path", "url_path")


def page_at(home: Page, path: str) -> Page | None:
    """The live page under this first page at `path` (`news/opened/`), whatever its kind."""
    return Page.objects.live().filter(url_path=f"{home.url_path}{path}").specific().first()
