"""Many new pages in a few statements: a tree of one site is some thirty pages, and there are 21.

Wagtail's own `add_child` asks the database some ten times for each page. What editors do goes
through Wagtail; only pages that nobody has seen yet are planted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Locale, Page

from kholboo.core import clock
from kholboo.website.models import SitePage


@dataclass
class Seedling:
    """A page that is not there yet, in one language, and the pages under it."""

    page: SitePage
    key: UUID  # pages with the same key are translations of each other
    locale: Locale
    children: list["Seedling"] = field(default_factory=list)


@dataclass(frozen=True)
class Plot:
    """Where seedlings shall stand: under this page, after what stands there."""

    parent: Page
    seedlings: Sequence[Seedling]


@transaction.atomic
def plant(plots: Sequence[Plot]) -> None:
    """Put trees under pages, one statement a table; the rows of those pages are locked meanwhile.

    Each seedling's `page` is a saved page afterwards. Addresses in use are the caller's to avoid.
    """
    keys = [plot.parent.pk for plot in plots if plot.seedlings]
    parents = {page.pk: page for page in Page.objects.select_for_update().filter(pk__in=keys)}
    last = _last_places(parents.values())
    found: list[Seedling] = []
    for plot in plots:
        if plot.seedlings:
            parent = parents[plot.parent.pk]
            for number, seedling in enumerate(plot.seedlings, start=last[parent.path] + 1):
                found += _placed(seedling, parent, number)
            parent.numchild += len(plot.seedlings)
    _insert(found)
    Page.objects.bulk_update(parents.values(), ["numchild"])


def _last_places(parents: Iterable[Page]) -> Counter[str]:
    """The number of the last child of each of these pages, by the page's path."""
    last: Counter[str] = Counter()
    depths = {page.depth + 1 for page in parents}
    for path in Page.objects.filter(depth__in=depths).values_list("path", flat=True):
        parent, step = path[: -Page.steplen], Page._str2int(path[-Page.steplen :])
        last[parent] = max(last[parent], step)
    return last


def _insert(found: Sequence[Seedling]) -> None:
    """The rows of the tree in one statement, then those of each kind of page in one more."""
    now = clock.now()
    for each in found:
        _filled(each, now)
    bases = Page.objects.bulk_create([_base_of(each.page) for each in found])
    by_kind: dict[type[SitePage], list[SitePage]] = defaultdict(list)
    for each, base in zip(found, bases, strict=True):
        each.page.pk = each.page.page_ptr_id = base.pk
        by_kind[type(each.page)].append(each.page)
    for kind, pages in by_kind.items():
        fields = kind._meta.local_concrete_fields
        kind._base_manager._insert(pages, fields=fields, using="default")
    for each in found:
        each.page._state.adding, each.page._state.db = False, "default"


def _placed(seedling: Seedling, parent: Page, number: int) -> Iterable[Seedling]:
    page = seedling.page
    page.depth = parent.depth + 1
    page.path = Page._get_path(parent.path, page.depth, number)
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.numchild = len(seedling.children)
    yield seedling
    for count, child in enumerate(seedling.children, start=1):
        yield from _placed(child, page, count)


def _filled(seedling: Seedling, now: datetime) -> None:
    page = seedling.page
    assert page.slug == slugify(page.slug)  # noqa: S101  addresses of planted pages are ours
    page.draft_title = page.title
    page.translation_key = seedling.key
    page.locale = seedling.locale
    page.first_published_at = page.last_published_at = now


def _base_of(page: SitePage) -> Page:
    names = [each.attname for each in Page._meta.concrete_fields if each.attname != "id"]
    return Page(**{name: getattr(page, name) for name in names})
