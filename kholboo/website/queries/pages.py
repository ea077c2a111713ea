"""What pages show beside their own words."""

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from wagtail.models import Page

from kholboo.website.models import DocumentPage, NewsIndex, NewsPage, SitePage
from kholboo.website.queries.sites import Here

PAGE = 20


def news_under(path: str) -> QuerySet[NewsPage]:
    """Live dated pages under the place of this path in the tree, the newest first."""
    return NewsPage.objects.live().filter(path__startswith=path).order_by("-day", "-page_ptr")


def sheet_of_news(index: SitePage, number: str | int | None) -> Sheet[NewsPage]:
    return Paginator(news_under(index.path), PAGE).get_page(number)


def has_sheet(page: Page, number: str) -> bool:
    """Whether this page is a list that long."""
    if not isinstance(page, NewsIndex) or not number.isdecimal():
        return False
    return int(number) <= Paginator(news_under(page.path), PAGE).num_pages


def latest(home: SitePage, count: int) -> list[NewsPage]:
    return list(news_under(home.path)[:count])


def national_news(here: Here, language: str, count: int) -> list[NewsPage]:
    """The newest of the head office's national lists, read from there and copied nowhere."""
    home = here.head.homes.get(language) if here.head else None
    if home is None:
        return []
    shared = [entry.slug for entry in home.entries if entry.is_national]
    lists = Page.objects.live().filter(
        url_path__in=[f"{home.url_path}{slug}/" for slug in shared],
        content_type__model="newsindex",
    )
    found = NewsPage.objects.none()
    for path in lists.values_list("path", flat=True):
        found = found | news_under(path)
    return list(found[:count])


def live_under(page: Page) -> QuerySet[Page]:
    return Page.objects.live().child_of(page)


def documents_under(index: SitePage) -> QuerySet[DocumentPage]:
    return (
        DocumentPage.objects.live()
        .child_of(index)
        .order_by(F("day").desc(nulls_last=True), "-page_ptr")
    )


def twins_of(page: Page, here: Here) -> dict[str, str]:
    """Paths at which this page can be read, by language; on a department's site also of lent ones."""
    homes = [*here.homes.values(), *(here.head.homes.values() if here.head else [])]
    rows = Page.objects.live().filter(translation_key=page.translation_key)
    found: dict[str, str] = {}
    for url_path in rows.values_list("url_path", flat=True):
        found |= {home.language: path for home in homes if (path := home.path_of(url_path))}
    return found


def root_of(page: Page, here: Here) -> str:
    """The site that counts for this page: where a lent page comes from."""
    own = any(home.path_of(page.url_path) for home in here.homes.values())
    return here.root if own or here.head is None else here.head.root


def path_of(page: Page, here: Here) -> str:
    """The path of this page on this site where it can be read here, or else nothing.

    Lent pages keep the reader on the department's site.
    """
    for home in here.homes.values():
        if path := home.path_of(page.url_path):
            return path
    for language, home in here.head.homes.items() if here.head else ():
        first = page.url_path.removeprefix(home.url_path).split("/")[0]
        shown = {entry.slug for entry in home.entries if entry.is_national}
        ours = here.homes.get(language)
        taken = {entry.slug for entry in ours.entries} if ours else set()
        if (path := home.path_of(page.url_path)) and first in shown - taken:
            return path
    return ""
