"""What search knows of pages: written anew with each change of a page, in its transaction."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Page

from kholboo.core.formats.days import day_short
from kholboo.core.language import stems
from kholboo.website.models import (
    DocumentPage,
    GlossaryPage,
    NewsPage,
    SearchEntry,
    SitePage,
)
from kholboo.website.models.search import EntryKind

LONGEST = 20_000  # letters of a page that are searched
WORD = re.compile(r"\w+")
SAVED_TOGETHER = 200


@transaction.atomic
def keep(page_id: int) -> None:
    """Know this page as the database has it now; a page that is not live is not known."""
    SearchEntry.objects.filter(page_id=page_id).delete()
    page = Page.objects.live().filter(pk=page_id).select_related("locale").first()
    if page is not None:
        SearchEntry.objects.bulk_create(_entries(page.specific))


@transaction.atomic
def catch_up() -> int:
    """Know all live pages that came past `save`: planted or imported ones."""
    known = SearchEntry.objects.values("page_id")
    pages = Page.objects.live().filter(depth__gte=2).exclude(pk__in=known)
    entries = [
        entry for page in pages.select_related("locale").specific() for entry in _entries(page)
    ]
    SearchEntry.objects.bulk_create(entries, batch_size=SAVED_TOGETHER)
    return len(entries)


def stems_of_words(text: str) -> list[str]:
    """One for each word, in order; `_` for a word that leaves nothing."""
    return [(stems(word) or ["_"])[0] for word in WORD.findall(text)]


def _entries(page: Page) -> Iterator[SearchEntry]:
    if not isinstance(page, SitePage):
        return
    yield _entry(page, _kind_of(page), page.title, _words_of(page), note=_note_of(page))
    if isinstance(page, GlossaryPage):
        for block in page.terms:
            yield _entry(page, EntryKind.TERM, block.value["term"], [block.value["meaning"]])


def _entry(
    page: SitePage, kind: EntryKind, title: str, words: Iterable[str], *, note: str = ""
) -> SearchEntry:
    text = " ".join(" ".join(words).split())
    text = unicodedata.normalize("NFC", text.replace("\x00", ""))[:LONGEST]
    return SearchEntry(
        page_id=page.pk,
        kind=kind,
        language=page.locale.language_code,
        title=title,
        note=note,
        is_sample=page.is_sample,
        text=text,
        title_stems=" ".join(stems(f"{title} {getattr(page, 'number', '')}")),
        text_stems=" ".join(stems_of_words(text)),
    )


def _kind_of(page: SitePage) -> EntryKind:
    kinds = {DocumentPage: EntryKind.DOCUMENT, NewsPage: EntryKind.NEWS}
    return kinds.get(type(page), EntryKind.PAGE)


def _note_of(page: SitePage) -> str:
    day = getattr(page, "day", None)
    number = getattr(page, "number", "")
    return " · ".join(part for part in (number, day_short(day) if day else "") if part)


def _words_of(page: SitePage) -> Iterator[str]:
    yield page.lead
    if isinstance(page, GlossaryPage):
        return
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = getattr(page, field.name)
            yield from (str(part) for part in field.get_searchable_content(value))
