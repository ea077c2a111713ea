"""Links: what a page holds, where each leads, and which are broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.urls import Resolver404, resolve
from django.utils.translation import override
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from kholboo.accounts.models import User
from kholboo.website import hosts
from kholboo.website.blocks import CallBlock
from kholboo.website.models import DocumentPage, PageLink
from kholboo.website.models.links import LinkKind
from kholboo.website.queries import sites
from kholboo.website.queries.editors import own_pages
from kholboo.website.storage import public_media

# Of an address with letters of any script: what an index takes.
LONGEST = 600
# What a link may hold beside an address that can be asked.
NO_ADDRESS = ("#", "mailto:", "tel:", "sms:")
MEDIA = "/media/"
BROKEN = Q(page__live=True) & (
    (Q(kind=LinkKind.PAGE) & (Q(to_page=None) | Q(to_page__live=False)))
    | Q(kind=LinkKind.FILE, to_file=None)
    | Q(is_missing=True)
    | Q(outside__is_broken=True)
)


def broken_links(user: User) -> QuerySet[PageLink]:
    """Of the published pages this person writes on, page by page.

    Pages and files are looked at now: what was taken down a second ago is broken already.
    """
    found = PageLink.objects.filter(BROKEN, page__in=own_pages(user))
    return found.select_related("page__locale", "outside").order_by("page__path", "pk")


@dataclass(frozen=True)
class Link:
    """A link as it stands in a page: a number of a page or file, or an address."""

    kind: LinkKind
    address: str
    words: str = ""

    @property
    def key(self) -> int | None:
        return int(self.address) if self.address.isdecimal() else None


def links_in(page: Page) -> list[Link]:
    """Every link of a page of its own kind, each address once, in the order of the page."""
    found: dict[tuple[LinkKind, str], Link] = {}
    for link in _all_in(page):
        if link is not None:
            found.setdefault((link.kind, link.address), link)
    return list(found.values())


def _all_in(page: Page) -> Iterator[Link | None]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            yield from _in_block(field.stream_block, list(value.raw_data))
        elif isinstance(field, RichTextField):
            yield from _in_words(getattr(page, field.name))
    if isinstance(page, DocumentPage):
        yield _link_to(page.source, page.title)


def _in_block(block: Any, raw: Any) -> Iterator[Link | None]:
    """Raw values are walked: what was deleted is no longer in the others."""
    if raw is None:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield from _in_words(str(raw))
    elif isinstance(block, blocks.PageChooserBlock):
        yield Link(LinkKind.PAGE, str(raw))
    elif isinstance(block, DocumentChooserBlock):
        yield Link(LinkKind.FILE, str(raw))
    else:
        for child, inside in _inside(block, raw):
            yield from _in_block(child, inside)
        if isinstance(block, CallBlock):
            yield _link_to(raw.get("address") or "", raw.get("label") or "")


def _inside(block: Any, raw: Any) -> Iterator[tuple[Any, Any]]:
    """The blocks a block is made of, each with its raw value."""
    if isinstance(block, blocks.StreamBlock):
        known = block.child_blocks
        yield from ((known[row["type"]], row["value"]) for row in raw if row["type"] in known)
    elif isinstance(block, blocks.ListBlock):
        for row in raw:
            is_named = isinstance(row, dict) and "value" in row
            yield block.child_block, row["value"] if is_named else row
    elif isinstance(block, blocks.StructBlock):
        yield from ((child, raw.get(name)) for name, child in block.child_blocks.items())


class _Anchors(HTMLParser):
    """Links of rich text, as it is kept: `<a linktype="page" id="3">`, or with an address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str], list[str]]] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(({name: value or "" for name, value in attrs}, []))
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.found[-1][1].append(data)


def _in_words(html: str) -> Iterator[Link | None]:
    anchors = _Anchors()
    anchors.feed(html)
    for attributes, said in anchors.found:
        words = " ".join("".join(said).split())[:120]
        kind = attributes.get("linktype")
        if kind in ("page", "document"):
            to = LinkKind.PAGE if kind == "page" else LinkKind.FILE
            yield Link(to, attributes.get("id", ""), words)
        else:
            yield _link_to(attributes.get("href", ""), words)


def _link_to(address: str, words: str) -> Link | None:
    """What is written as an address; None for what cannot be looked at."""
    address = address.strip()
    if not address or address.lower().startswith(NO_ADDRESS) or len(address) > LONGEST:
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return Link(LinkKind.PATH, address, words[:120])
    is_ours = not parts.netloc or host == hosts.main_host() or hosts.is_of_a_department(host)
    is_web = parts.scheme in ("http", "https", "")
    kind = LinkKind.PATH if is_ours or not is_web else LinkKind.OUTSIDE
    return Link(kind, address, words[:120])


class Ground:
    """Where pages stand; read once for many pages."""

    def __init__(self) -> None:
        self._known = sites.known()
        places = [(home, here) for here in sites.offices() for home in here.homes.values()]
        self._places = [(home.url_path, here) for home, here in places]

    def site_of(self, page: Page) -> sites.Here | None:
        """The site on which this page is read; None for a page of a retired one."""
        return next((here for start, here in self._places if page.url_path.startswith(start)), None)

    def leads_somewhere(self, address: str, here: sites.Here) -> bool:
        """Whether a reader of this site finds something at an address of ours."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return False
        path = parts.path or ("/" if parts.netloc else "")
        if parts.scheme not in ("", "http", "https") or not path.startswith("/"):
            return False
        place = self._known.by_host.get(parts.hostname or "", None if parts.netloc else here)
        return place is not None and _stands_at(path, place)


def _stands_at(path: str, here: sites.Here) -> bool:
    if path.startswith(MEDIA):
        return public_media().exists(path.removeprefix(MEDIA))
    language = "en" if path.startswith("/en/") else "mn"
    with override(language):
        try:
            match = resolve(path)
        except Resolver404:
            return False
    if match.view_name != "wagtail_serve":
        return True
    inside = path.removeprefix("/en").lstrip("/") if language == "en" else path.lstrip("/")
    return any(
        place in here.homes
        and (
            sites.page_at(here.homes[place], inside) is not None
            or sites.national_at(here, inside, place) is not None
        )
        for place in dict.fromkeys((language, "mn"))
    )
