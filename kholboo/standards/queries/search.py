"""Finding standards: by number first, then by words, as they stand or as they may be meant."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from kholboo.core.finding import asked
from kholboo.core.keyboards import other_layouts
from kholboo.standards.models import Entry
from kholboo.standards.queries.catalogue import (
    EditionToday,
    standings,
    standings_of,
    with_successors,
)
from kholboo.standards.queries.facets import Counted, Wanted, counted
from kholboo.standards.queries.numbered import editions_of_number
from kholboo.standards.words import looked_for

SHEET, LAST_SHEET = 20, 100
# Of more than so many the newest come first: to rank them would take longer than to read them.
RANKED = 2_000
Entries: TypeAlias = QuerySet[Entry]
IN_ORDER: tuple[str | OrderBy, ...] = ("place", F("year").desc(nulls_last=True), "edition")


@dataclass(frozen=True)
class Search:
    """One sheet. `is_number`: the words are a number, and `rows` are what bears it.

    `read_as`: the words that were looked for instead of those typed, if others were.
    """

    words: str
    rows: list[EditionToday] = field(default_factory=list)
    is_number: bool = False
    has_all: bool = True
    read_as: str = ""
    number: int = 1
    has_next: bool = False
    counted: Counted = field(default_factory=Counted)

    @property
    def total(self) -> int:
        return self.counted.total


@dataclass(frozen=True)
class Meant:
    """What words are taken to mean: the entries, the words if others, whether all are there."""

    entries: Entries
    read_as: str = ""
    has_all: bool = True


def search(text: str, *, wanted: Wanted | None = None, number: int = 1) -> Search:
    """One sheet of what was asked for; all of the catalogue where nothing was."""
    words, wanted, number = asked(text), wanted or Wanted(), min(max(1, number), LAST_SHEET)
    by_number = editions_of_number(words)
    if by_number is not None:
        rows = standings(with_successors(by_number.filter(wanted.of_editions())))
        if rows:
            return Search(words, rows, is_number=True, counted=Counted(total=len(rows)))
    first = None
    for taken in _readings(words):
        entries = taken.entries.filter(wanted.of_entries())
        counts = counted(entries, wanted)
        found = Search(words, [], False, taken.has_all, taken.read_as, number, counted=counts)
        if counts.total:
            return _sheet(found, entries, ranked=counts.total <= RANKED)
        first = first or found
    return first or Search(words)


def meant(words: str) -> Meant:
    """The likeliest reading that finds anything in the catalogue; else the plainest."""
    readings = list(_readings(words))
    return next((each for each in readings if each.entries.exists()), readings[0])


def offered(
    words: str, stems: tuple[str, ...], *, needs_all: bool, limit: int
) -> list[EditionToday]:
    """For the search over the whole site: those that bear this number, else those with the words.

    `stems` are of the site's own search and not used: the catalogue knows its words better.
    """
    by_number = editions_of_number(words)
    if by_number is not None:
        return standings(with_successors(by_number)[:limit])
    joined = " & " if needs_all else " | "
    entries = with_words(looked_for(words, is_loose=True), joined)
    return standings_of(list(entries.order_by(*IN_ORDER).values_list("pk", flat=True)[:limit]))


def with_words(terms: list[tuple[str, ...]], joined: str = " & ", last: str = "") -> Entries:
    """Entries with each of the words (or any), whatever term it is kept by.

    `last` is added to the last word's terms: `:*` takes what begins like it.
    """
    if not terms:
        return Entry.objects.none()
    query = SearchQuery(query_of(terms, joined, last), search_type="raw", config="simple")
    return Entry.objects.filter(search=query).annotate(rank=SearchRank(F("search"), query))


def query_of(terms: list[tuple[str, ...]], joined: str = " & ", last: str = "") -> str:
    """What the index is asked. Terms hold letters and digits only, so the text is a safe query."""
    ends = [""] * (len(terms) - 1) + [last]
    return joined.join(
        "(" + " | ".join(f"{term}{end}" for term in each) + ")"
        for each, end in zip(terms, ends, strict=True)
    )


def has_any(text: str) -> bool:
    """Whether these words find anything as they stand."""
    return with_words(looked_for(text, is_loose=True)).exists()


def _readings(words: str) -> Iterator[Meant]:
    has_words = False
    for terms, read_as in whole_readings(words):
        has_words = True
        yield Meant(with_words(terms), read_as)
    if not has_words:
        yield Meant(Entry.objects.all())
        return
    loose = looked_for(words, is_loose=True)
    if len(loose) > 1:
        yield Meant(with_words(loose, " | "), has_all=False)


def whole_readings(words: str) -> Iterator[tuple[list[tuple[str, ...]], str]]:
    """What words may mean where all of them are to be there, the likeliest first, and the words
    instead of those typed, if others. Nothing where there is no word.
    """
    strict = looked_for(words)
    if not strict:
        return
    yield strict, ""
    loose = looked_for(words, is_loose=True)
    if loose != strict:
        yield loose, ""
    for other in other_layouts(words):
        yield looked_for(other, is_loose=True), other


def _sheet(found: Search, entries: Entries, *, ranked: bool) -> Search:
    start = (found.number - 1) * SHEET
    by_words = ranked and "rank" in entries.query.annotations
    order = (IN_ORDER[0], "-rank", *IN_ORDER[1:]) if by_words else IN_ORDER
    ids = list(entries.order_by(*order).values_list("pk", flat=True)[start : start + SHEET + 1])
    has_next = len(ids) > SHEET and found.number < LAST_SHEET
    return replace(found, rows=standings_of(ids[:SHEET]), has_next=has_next)
