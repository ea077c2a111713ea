"""What search knows of pages: written anew with each change of a page, in its transaction."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.rich_text import get_text_for_indexing
from wagtail.search.backends import get_search_backend

from kholboo.core.formats.days import day_short
from kholboo.core.language import stems, stems_of_words
from kholboo.website.models import (
    DocumentPage,
    GlossaryPage,
    NewsPage,
    QuestionsPage,
    SearchEntry,
    SitePage,
)
from kholboo.website.models.search import EntryKind

LONGEST = 20_000  # letters of a page that are searched
SAVED_TOGETHER = 200


@transaction.atomic
def keep(page_id: int) -> None:
    """Know this page as the database has it now; a page that is not live is not known."""
    SearchEntry.objects.filter(page_id=page_id).delete()
    page = Page.objects.live().filter(pk=page_id).first()
    if page is not None:
        SearchEntry.objects.bulk_create(_entries(page.specific))


@transaction.atomic
def catch_up() -> int:
    """Know all live pages that came past `save`: planted or imported ones.

    Editors find them too from then on: Wagtail's own index hears of pages only when they are saved.
    """
    known = SearchEntry.objects.values("page_id")
    found = Page.objects.live().filter(depth__gte=2).exclude(pk__in=known)
    pages = list(found.specific())
    locales = Locale.objects.in_bulk()
    for page in pages:
        page.locale = locales[page.locale_id]
    entries = [entry for page in pages for entry in _entries(page)]
    # A page may be saved meanwhile, by whoever knows its newest words.
    SearchEntry.objects.bulk_create(entries, batch_size=SAVED_TOGETHER, ignore_conflicts=True)
    by_kind: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        by_kind[type(page)].append(page)
    for kind, of_kind in by_kind.items():
        get_search_backend().add_bulk(kind, of_kind)
    return len(entries)


@dataclass(frozen=True)
class _Said:
    """What one entry says. `names` are searched as its title is, and not shown."""

    kind: EntryKind
    title: str
    words: Iterable[str]
    names: str = ""
    note: str = ""


def _entries(page: Page) -> Iterator[SearchEntry]:
    """The page itself, then its parts."""
    if isinstance(page, SitePage) and not _is_borrowed(page):
        for place, said in enumerate(_said_by(page)):
            yield _entry(page, place, said)


def _said_by(page: SitePage) -> Iterator[_Said]:
    yield _Said(
        _kind_of(page), page.title, _words_of(page), names=_names_of(page), note=_note_of(page)
    )
    for block in page.questions if isinstance(page, QuestionsPage) else ():
        answer = get_text_for_indexing(block.value["answer"].source)
        yield _Said(EntryKind.QUESTION, block.value["question"], [answer])
    for block in page.terms if isinstance(page, GlossaryPage) else ():
        yield _Said(EntryKind.TERM, block.value["term"], [block.value["meaning"]])


def _is_borrowed(page: Page) -> bool:
    """A copy that shows the words of another language until somebody translates them."""
    return page.alias_of_id is not None and page.alias_of.locale_id != page.locale_id


def _entry(page: SitePage, place: int, said: _Said) -> SearchEntry:
    text = " ".join(" ".join(said.words).split())
    text = unicodedata.normalize("NFC", text.replace("\x00", ""))[:LONGEST]
    return SearchEntry(
        page_id=page.pk,
        place=place,
        kind=said.kind,
        language=page.locale.language_code,
        title=said.title,
        note=said.note,
        is_sample=page.is_sample,
        text=text,
        title_stems=" ".join(stems(f"{said.title} {said.names}")),
        text_stems=" ".join(stems_of_words(text)),
    )


def _kind_of(page: SitePage) -> EntryKind:
    kinds = {DocumentPage: EntryKind.DOCUMENT, NewsPage: EntryKind.NEWS}
    return kinds.get(type(page), EntryKind.PAGE)


def _names_of(page: SitePage) -> str:
    """An invitation to tender says so by the list it stands in, and need not in its own words."""
    if isinstance(page, NewsPage):
        return str(page.get_parent().title)
    return getattr(page, "number", "")


def _note_of(page: SitePage) -> str:
    """In the language of the page, whoever saves it."""
    day, until = getattr(page, "day", None), getattr(page, "until", None)
    with translation.override(page.locale.language_code):
        last = f"{gettext('Answer until')} {day_short(until)}" if until else ""
        parts = (getattr(page, "number", ""), day_short(day) if day else "", last)
        return " · ".join(part for part in parts if part)


def _words_of(page: SitePage) -> Iterator[str]:
    yield page.lead
    if isinstance(page, GlossaryPage | QuestionsPage):
        return
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            yield from (str(part) for part in field.get_searchable_content(value))
