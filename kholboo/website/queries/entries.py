"""Pages as search knows them: those that fit, the best of each kind, and the words around."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import Left, RowNumber
from django.utils.http import urlencode
from wagtail.models import Page, PageViewRestriction

from kholboo.core.finding import Found, Hit, Question
from kholboo.website.models import SearchEntry
from kholboo.website.models.search import EntryKind
from kholboo.website.queries import pages
from kholboo.website.queries.sites import Here, Home

SHEET, LAST_SHEET = 20, 50
# So many of the newest with all the words, and as many with the words in their titles, are
# weighed against each other; nobody reads further.
CANDIDATES = 1_000
WEIGHTS = [0.1, 0.2, 0.4, 1.0]
IN_TITLE = "A"  # the weight of titles in SearchEntry.search
# The words around what was found are looked for in the beginning of a text.
OPENING, AROUND = 3_000, 90
WORD = re.compile(r"\w+")


def best_of_each_kind(question: Question, here: Here) -> dict[str, Found]:
    """The best of each kind, and how many there are: two questions to the database."""
    order = [F("rank").desc(), F("page_id").desc(), F("place").asc()]
    counted = _ranked(question, here).annotate(
        number=Window(RowNumber(), partition_by="kind", order_by=order),
        of_kind=Window(Count("pk"), partition_by="kind"),
    )
    best = counted.filter(number__lte=question.limit).order_by("kind", "number")
    known = list(best.values_list("pk", "kind", "of_kind"))
    rows = _read([key for key, _kind, _count in known])
    found: dict[str, Found] = {}
    for kind, count in {kind: count for _key, kind, count in known}.items():
        hits = [_hit(row, question.stems, here) for row in rows if row.kind == kind]
        href = f"?{urlencode({'q': question.words, 'group': kind})}"
        href = href if count > question.limit else ""
        found[kind] = Found(hits, count, is_more=count >= CANDIDATES, href=href)
    return found


def sheet_of(question: Question, kind: EntryKind, number: int, *, here: Here) -> tuple[Found, bool]:
    """One sheet of one kind, the best first, and whether another follows."""
    start = (number - 1) * SHEET
    ranked = _ranked(question, here, kind).order_by("-rank", "-page_id", "place")
    keys = list(ranked.values_list("pk", flat=True)[start : start + SHEET + 1])
    hits = [_hit(row, question.stems, here) for row in _read(keys[:SHEET])]
    return Found(hits, len(hits)), len(keys) > SHEET and number < LAST_SHEET


def has_any(question: Question, kind: EntryKind, *, here: Here) -> bool:
    rows = _known(here, question.language).filter(kind=kind)
    return _newest(rows, _query(question)).exists()


def _ranked(question: Question, here: Here, kind: EntryKind | None = None) -> QuerySet[Any]:
    rows = _known(here, question.language)
    if kind is not None:
        rows = rows.filter(kind=kind)
    query = _query(question)
    near = _newest(rows, query).union(_newest(rows, _query(question, IN_TITLE)))
    rank = SearchRank(F("search"), query, weights=WEIGHTS)
    return SearchEntry.objects.filter(pk__in=near).annotate(rank=rank)


def _newest(rows: QuerySet[SearchEntry], query: SearchQuery) -> QuerySet[SearchEntry, int]:
    found = rows.filter(search=query).order_by("-page_id", "place")
    return found.values_list("pk", flat=True)[:CANDIDATES]


def _query(question: Question, weight: str = "") -> SearchQuery:
    # Stems hold letters, digits and underscores only, so the text is a safe query.
    joined = " & " if question.needs_all else " | "
    words = joined.join(f"{stem}:*{weight}" for stem in question.stems)
    return SearchQuery(words, search_type="raw", config="simple")


def _known(here: Here, language: str) -> QuerySet[SearchEntry]:
    """Entries of pages that everybody can read on this site in this language."""
    home = here.homes.get(language) or here.home
    reach = Q(page__url_path__startswith=home.url_path)
    lent = here.head.homes.get(language) if here.head else None
    if lent is not None:
        reach |= _lent_to(home, lent)
    shut = PageViewRestriction.objects.annotate(
        asked=ExpressionWrapper(OuterRef("page__path"), output_field=CharField())
    ).filter(asked__startswith=F("page__path"))
    return SearchEntry.objects.filter(~Exists(shut), reach, page__live=True, language=language)


def _lent_to(home: Home, lent: Home) -> Q:
    """What the head office shows on this site too."""
    reach, own = Q(pk=None), {entry.slug for entry in home.entries}
    for entry in lent.entries:
        if entry.is_national:
            under = Q(page__url_path__startswith=f"{lent.url_path}{entry.slug}/")
            # Beside a list of its own a department reads the news of the agency.
            reach |= under & Q(kind=EntryKind.NEWS) if entry.slug in own else under
    return reach


def _read(keys: Sequence[int]) -> list[SearchEntry]:
    """These entries, in this order, with the beginning of their texts alone."""
    rows = (
        SearchEntry.objects.filter(pk__in=keys)
        .annotate(opening=Left("text", OPENING), opening_stems=Left("text_stems", OPENING))
        .select_related("page")
        .only("kind", "place", "title", "note", "is_sample", "page__url_path", "page__path")
    )
    known = {row.pk: row for row in rows}
    return [known[key] for key in keys if key in known]


def _hit(row: SearchEntry, stems: Sequence[str], here: Here) -> Hit:
    opening, known = row.opening, row.opening_stems.split()  # type: ignore[attr-defined]
    anchor = f"#{row.kind}-{row.place}" if row.place else ""
    return Hit(
        title=row.title,
        href=f"{_address(row.page, here)}{anchor}",
        pieces=pieces_of(opening, known, stems),
        note=row.note,
        is_sample=row.is_sample,
    )


def _address(page: Page, here: Here) -> str:
    """On this site where it can be read here, or else on the head office's."""
    path = pages.path_of(page, here)
    return path or (f"{here.head.root}{pages.path_of(page, here.head)}" if here.head else "")


def pieces_of(
    text: str, known: Sequence[str], stems: Sequence[str]
) -> tuple[tuple[str, bool], ...]:
    """The words around the first that was asked for, cut into pieces: asked for, or not.

    `known` are the stems of the words of `text`, in order.
    """
    places = [
        (word.start(), word.end(), any(own.startswith(stem) for stem in stems))
        for word, own in zip(WORD.finditer(text), known, strict=False)
    ]
    first = next((start for start, _end, is_asked in places if is_asked), 0)
    begin = text.rfind(" ", 0, max(0, first - AROUND)) + 1 if first > AROUND else 0
    end = begin + 2 * AROUND
    end = len(text) if end >= len(text) else max(begin, text.rfind(" ", begin, end))
    pieces: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for start, stop, is_asked in places:
        if is_asked and begin <= start and stop <= end:
            pieces += [(text[at:start], False), (text[start:stop], True)]
            at = stop
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return tuple(piece for piece in pieces if piece[0])
