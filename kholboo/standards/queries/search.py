"""Finding standards: by number first, then by words."""

from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet

from kholboo.core.finding import asked
from kholboo.core.language import stems
from kholboo.standards.models import Edition, IcsClass
from kholboo.standards.numbers import parse
from kholboo.standards.queries.catalogue import NEWEST, Standing, standings, with_successors

MOST_WORDS = 8
SHEET, LAST_SHEET = 20, 100


@dataclass(frozen=True)
class Search:
    """One sheet. `is_number`: the words are a number, and `rows` are what bears it."""

    words: str
    rows: list[Standing] = field(default_factory=list)
    is_number: bool = False
    has_all: bool = True
    number: int = 1
    has_next: bool = False


def search(text: str, *, ics: str = "", number: int = 1) -> Search:
    """One sheet of what was asked for; all of the catalogue where nothing was."""
    words, number = asked(text), min(max(1, number), LAST_SHEET)
    within = Edition.objects.filter(_within(ics)) if ics else Edition.objects.all()
    by_number = _by_number(within, words)
    if by_number:
        return Search(words, standings(with_successors(by_number)), is_number=True)
    keys = list(dict.fromkeys(stems(words)))[:MOST_WORDS]
    if not keys:
        return _sheet(words, within.order_by(NEWEST, "work__key"), number)
    found = _sheet(words, _by_words(within, keys, " & "), number)
    if found.rows or len(keys) == 1:
        return found
    return _sheet(words, _by_words(within, keys, " | "), number, has_all=False)


def offered(words: str, stems: tuple[str, ...], *, needs_all: bool, limit: int) -> list[Standing]:
    """For the search over the whole site: those that bear this number, else those with the words."""
    by_number = _by_number(Edition.objects.all(), words)
    joined = " & " if needs_all else " | "
    found = by_number or _by_words(Edition.objects.all(), list(stems), joined)
    return standings(with_successors(found)[:limit])


def _within(ics: str) -> Q:
    """Of a class and of everything under it."""
    under = IcsClass.objects.filter(Q(pk=ics) | Q(pk__startswith=f"{ics}."))
    return Q(pk__in=Edition.ics.through.objects.filter(icsclass__in=under).values("edition"))


def _by_number(editions: QuerySet[Edition], words: str) -> QuerySet[Edition] | None:
    """The editions that bear this number; of a work, all of them, the newest first."""
    parsed = parse(words)
    if parsed is None:
        return None
    same = Q(work__key=parsed.key)
    same |= Q(work__bare=parsed.bare) if not parsed.words else Q(work__key=f"mns {parsed.key}")
    found = editions.filter(same)
    of_year = found.filter(year=parsed.year) if parsed.year else found
    chosen = of_year if of_year.exists() else found
    return chosen.order_by("work__key", NEWEST) if chosen.exists() else None


def _by_words(editions: QuerySet[Edition], keys: list[str], joined: str) -> QuerySet[Edition]:
    # Stems hold letters, digits and underscores only, so the text is a safe query.
    query = SearchQuery(joined.join(f"{key}:*" for key in keys), search_type="raw", config="simple")
    rank = SearchRank(F("search"), query)
    return editions.filter(search=query).annotate(rank=rank).order_by("-rank", NEWEST, "pk")


def _sheet(words: str, editions: QuerySet[Edition], number: int, *, has_all: bool = True) -> Search:
    start = (number - 1) * SHEET
    rows = standings(with_successors(editions)[start : start + SHEET + 1])
    return Search(
        words,
        rows[:SHEET],
        has_all=has_all,
        number=number,
        has_next=len(rows) > SHEET and number < LAST_SHEET,
    )
