"""What templates of the sites ask. Pages carry their own words; the rest is asked here."""

from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page as Sheet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from kholboo.ui.components.links import path_in
from kholboo.website import hosts
from kholboo.website.models import DocumentPage, NewsPage, SitePage
from kholboo.website.queries import pages, sites

register = template.Library()


@register.filter
def phone(number: str) -> str:
    """`1800-2525` as a telephone dials it."""
    return "".join(sign for sign in number if sign.isdecimal() or sign == "+")


@register.simple_tag(takes_context=True)
def page_address(context: Any, page: Page) -> str:
    """Where this page stands: a path on its own site, a whole address on another one."""
    address: str | None = page.get_url(context.get("request"))
    return address or ""


@register.simple_tag
def pages_under(page: Page) -> list[Page]:
    return list(pages.live_under(page))


@register.simple_tag
def documents_under(page: SitePage) -> list[DocumentPage]:
    return list(pages.documents_under(page))


@register.simple_tag
def news_sheet(index: SitePage, number: str | None) -> Sheet[NewsPage]:
    return pages.sheet_of_news(index, number)


@register.simple_tag
def national_news(count: int = 5) -> list[NewsPage]:
    return pages.national_news(get_language() or settings.LANGUAGE_CODE, count)


@register.simple_tag(takes_context=True)
def home_news(context: Any, home: SitePage) -> dict[str, list[NewsPage]]:
    """The newest of this site, and on a department's the newest of the whole agency."""
    chrome = context.get("chrome")
    is_department = bool(chrome and chrome.is_department)
    return {
        "own": pages.latest(home, 3),
        "national": national_news(3) if is_department else [],
    }


@register.simple_tag(takes_context=True)
def page_head(context: Any, page: SitePage) -> SafeString:
    """Description, the address that counts, and the same page in the other language."""
    request: HttpRequest | None = context.get("request")
    here = sites.here(request) if request is not None else None
    parts = [format_html('<meta name="description" content="{}">', page.description)]
    if request is None or here is None:
        return format_html_join("\n", "{}", ((part,) for part in parts))
    if getattr(request, "is_untranslated", False):
        parts.append(format_html('<meta name="robots" content="{}">', "noindex"))
    root = hosts.root_of(here.office)
    parts.append(format_html('<link rel="canonical" href="{}{}">', root, request.path))
    for language in pages.languages_of(page):
        path = path_in(language, request.path)
        parts.append(
            format_html('<link rel="alternate" hreflang="{}" href="{}{}">', language, root, path)
        )
    return format_html_join("\n", "{}", ((part,) for part in parts))
