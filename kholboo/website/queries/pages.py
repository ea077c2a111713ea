"""What pages show beside their own words."""

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import QuerySet
from wagtail.models import Page

from kholboo.website.models import Branch, DocumentPage, NewsIndex, NewsPage, SitePage

PAGE = 20


def news_under(index: SitePage) -> QuerySet[NewsPage]:
    """Live dated pages under this one, the newest first."""
    return NewsPage.objects.live().descendant_of(index).order_by("-day", "-page_ptr")


def sheet_of_news(index: SitePage, number: str | int | None) -> Sheet[NewsPage]:
    return Paginator(news_under(index), PAGE).get_page(number)


def latest(index: SitePage, count: int) -> list[NewsPage]:
    return list(news_under(index)[:count])


def national_news(language: str, count: int) -> list[NewsPage]:
    """The newest of the head office's national lists, read from there and copied nowhere."""
    head = Branch.objects.filter(office__is_head=True).select_related("home").first()
    if head is None:
        return []
    indexes = NewsIndex.objects.live().filter(is_national=True, locale__language_code=language)
    pages = NewsPage.objects.none()
    for index in indexes:
        pages = pages | news_under(index)
    return list(pages[:count])


def live_under(page: Page) -> QuerySet[Page]:
    return Page.objects.live().child_of(page)


def documents_under(index: SitePage) -> QuerySet[DocumentPage]:
    return DocumentPage.objects.live().child_of(index).order_by("-day", "-page_ptr")


def languages_of(page: Page) -> list[str]:
    """Languages in which this page can be read."""
    rows = Page.objects.live().filter(translation_key=page.translation_key)
    return sorted(rows.values_list("locale__language_code", flat=True))
