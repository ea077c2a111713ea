"""What templates of the sites ask. Pages carry their own words; the rest is asked here."""

from typing import Any

from django import template
from django.core.paginator import Page as Sheet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Page

from kholboo.agency import queries as agency
from kholboo.agency.models import Office, Unit
from kholboo.website.models import DocumentPage, NewsPage, SitePage
from kholboo.website.queries import pages, sites
from kholboo.website.queries.sites import Here

register = template.Library()
ROW = 3  # cards of news beside each other on a wide screen


def _here(context: Any) -> Here | None:
    request: HttpRequest | None = context.get("request")
    return sites.here(request) if request is not None else None


@register.filter
def phone(number: str) -> str:
    """`1800-2525` as a telephone dials it."""
    return "".join(sign for sign in number if sign.isdecimal() or sign == "+")


@register.filter
def cells(table: Any, row: Any) -> list[tuple[str, Any]]:
    """Each cell of the row with the heading of its column: on phones there is no head to look up."""
    headings = [column["heading"] for column in table.columns]
    return list(zip(headings, row["values"], strict=True))


@register.simple_tag(takes_context=True)
def page_address(context: Any, page: Page) -> str:
    """Where this page stands: a path on this site, a whole address on another one."""
    here = _here(context)
    path = pages.path_of(page, here) if here else ""
    return path or page.get_url(context.get("request")) or ""


@register.simple_tag
def pages_under(page: Page) -> list[Page]:
    return list(pages.live_under(page))


@register.simple_tag
def documents_under(page: SitePage) -> list[DocumentPage]:
    return list(pages.documents_under(page))


@register.simple_tag
def news_sheet(index: SitePage, number: str | None) -> Sheet[NewsPage]:
    return pages.sheet_of_news(index, number)


@register.simple_tag(takes_context=True)
def national_news(context: Any, count: int = 5) -> list[NewsPage]:
    here = _here(context)
    return pages.national_news(here, sites.language(), count) if here else []


@register.simple_tag(takes_context=True)
def home_news(context: Any, home: SitePage) -> list[NewsPage]:
    """The newest of this site, on a department's with those of the whole agency; full rows."""
    found = [*pages.latest(home, ROW), *national_news(context, ROW)]  # its own are never left out
    shown = found if len(found) == 2 * ROW else found[:ROW]
    return sorted(shown, key=lambda page: page.day, reverse=True)


@register.simple_tag(takes_context=True)
def page_links(context: Any, page: SitePage) -> SafeString:
    """For search engines: the address that counts, and the same page in the other language."""
    request: HttpRequest | None = context.get("request")
    here = _here(context)
    if request is None or here is None:
        return SafeString()
    root = pages.root_of(page, here)
    twins: dict[str, str] = getattr(request, "twins", {})
    rows = [("canonical", "", root, twins.get(page.locale.language_code, request.path))]
    rows += [("alternate", language, root, twins[language]) for language in sorted(twins)]
    if getattr(request, "is_untranslated", False):
        noindex = format_html('<meta name="robots" content="{}">\n', "noindex")
    else:
        noindex = SafeString()
    links = format_html_join(
        "\n",
        '<link rel="{}"{} href="{}{}">',
        (
            (kind, format_html(' hreflang="{}"', code) if code else "", base, path)
            for kind, code, base, path in rows
        ),
    )
    return noindex + links


@register.simple_tag(takes_context=True)
def units_here(context: Any) -> list[Unit]:
    """Units of the office whose site this is."""
    here = _here(context)
    return [unit for unit in agency.units() if here and unit.office_id == here.office.pk]


@register.simple_tag(takes_context=True)
def office_here(context: Any) -> Office | None:
    here = _here(context)
    return here.office if here else None
