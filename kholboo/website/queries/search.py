"""One search over everything a site shows: pages of its own and of the whole agency, services,
documents by number, published answers, words of the glossary, offices, and what houses offer.

As many questions to the database for ten thousand pages as for none.
"""

import re
from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Left, RowNumber
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kholboo.agency import queries as agency
from kholboo.core import finding
from kholboo.core.finding import Found, Hit, Question
from kholboo.core.language import stems
from kholboo.feedback.queries.published import search_answers
from kholboo.ui.components.links import path_in
from kholboo.website.models import SearchEntry
from kholboo.website.models.search import EntryKind
from kholboo.website.queries import pages, sites
from kholboo.website.queries.sites import Here

LONGEST = 100  # letters
MOST_WORDS = 8
SHORTEST = 2
SHOWN = 5
PAGE, LAST_PAGE = 20, 50
# Of so many pages with all the words the best are chosen; nobody reads further.
CANDIDATES = 2_000
# The words around what was found are looked for in the beginning of a text.
OPENING, AROUND = 3_000, 90
WORD = re.compile(r"\w+")
WEIGHTS = [0.1, 0.2, 0.4, 1.0]


@dataclass(frozen=True)
class Group:
    key: str
    label: object
    found: Found


@dataclass(frozen=True)
class Sheet:
    """One page of one group."""

    group: Group
    number: int
    has_next: bool


@dataclass(frozen=True)
class Search:
    words: str
    groups: list[Group] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(group.found.count for group in self.groups)

    @property
    def is_more(self) -> bool:
        return any(group.found.is_more for group in self.groups)


def asked(text: str) -> str:
    """What somebody typed, bounded and on one line."""
    return " ".join(text.replace("\x00", "").split())[:LONGEST].strip()


def search(text: str, *, here: Here, language: str) -> Search:
    """Everything with all the words; without any such, everything with one of them."""
    words = asked(text)
    keys = _keys(words)
    if not keys:
        return Search(words)
    question = Question(words, tuple(keys), language, SHOWN)
    of_pages = _of_pages(question, here)
    groups = [
        Group("services", _("Services"), _services(question)),
        *(Group(each.key, each.label, each.find(question)) for each in finding.sources()),
        *(Group(kind.value, kind.label, of_pages.get(kind, Found())) for kind in EntryKind),
        Group("answers", _("Answers"), _answers(question)),
        Group("offices", _("Offices and departments"), _offices(question)),
    ]
    return Search(words, [group for group in groups if group.found.hits])


def sheet(text: str, kind: EntryKind, number: int, *, here: Here, language: str) -> Sheet:
    """One group of pages from its beginning to its end, page by page."""
    words = asked(text)
    keys = _keys(words)
    number = min(max(1, number), LAST_PAGE)
    start = (number - 1) * PAGE
    rows: list[SearchEntry] = []
    if keys:
        known = _ranked(_known(here, language).filter(kind=kind), keys, " & ")
        if not known[:1]:
            known = _ranked(_known(here, language).filter(kind=kind), keys, " | ")
        rows = list(_readable(known)[start : start + PAGE + 1])
    found = Found([_hit(row, keys, here) for row in rows[:PAGE]], len(rows))
    return Sheet(
        Group(kind.value, kind.label, found), number, len(rows) > PAGE and number < LAST_PAGE
    )


def _keys(words: str) -> list[str]:
    """The first different stems; a single letter says nothing beside longer words."""
    found = list(dict.fromkeys(stems(words)))
    telling = [key for key in found if len(key) >= SHORTEST or key.isdecimal()]
    return (telling or found)[:MOST_WORDS]


def _known(here: Here, language: str) -> QuerySet[SearchEntry]:
    """Entries of pages that can be read on this site in this language."""
    home = here.homes.get(language) or here.home
    reach = Q(page__url_path__startswith=home.url_path)
    head = sites.known().head
    lent = head.homes.get(language) if head and head.site.pk != here.site.pk else None
    if lent is not None:
        own = {entry.slug for entry in home.entries}
        shared = {entry.slug for entry in lent.entries if entry.is_national} - own
        for slug in sorted(shared):
            reach |= Q(page__url_path__startswith=f"{lent.url_path}{slug}/")
    return SearchEntry.objects.filter(reach, page__live=True, language=language)


def _ranked(rows: QuerySet[SearchEntry], keys: list[str], joined: str) -> QuerySet[SearchEntry]:
    # Stems hold letters, digits and underscores only, so the text is a safe query.
    query = SearchQuery(joined.join(f"{key}:*" for key in keys), search_type="raw", config="simple")
    near = rows.filter(search=query).order_by().values("pk")[:CANDIDATES]
    rank = SearchRank(F("search"), query, weights=WEIGHTS)
    known = SearchEntry.objects.filter(pk__in=near).annotate(rank=rank)
    return known.order_by("-rank", "-page_id", "pk")


def _readable(rows: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    return (
        rows.annotate(
            opening=Left("text", OPENING), opening_stems=Left("text_stems", OPENING)
        )
        .select_related("page")
        .only(
            "kind", "language", "title", "note", "is_sample", "page__url_path", "page__path",
        )
    )  # fmt: skip


def _of_pages(question: Question, here: Here) -> dict[str, Found]:
    """The best of each kind, and how many there are."""
    keys = list(question.stems)
    known = _known(here, question.language)
    rows = _best_of_each(_ranked(known, keys, " & "))
    if not rows and len(keys) > 1:
        rows = _best_of_each(_ranked(known, keys, " | "))
    found: dict[str, Found] = {}
    for kind in EntryKind:
        hits = [row for row in rows if row.kind == kind]
        if hits:
            count = hits[0].of_kind  # type: ignore[attr-defined]
            href = f"?{urlencode({'q': question.words, 'group': kind.value})}"
            found[kind] = Found(
                [_hit(row, keys, here) for row in hits],
                count,
                is_more=count >= CANDIDATES,
                href=href if count > SHOWN else "",
            )
    return found


def _best_of_each(rows: QuerySet[SearchEntry]) -> list[SearchEntry]:
    order = [F("rank").desc(), F("page_id").desc(), F("pk").asc()]
    counted = rows.annotate(
        place=Window(RowNumber(), partition_by="kind", order_by=order),
        of_kind=Window(Count("pk"), partition_by="kind"),
    )
    return list(_readable(counted.filter(place__lte=SHOWN)))


def _hit(row: SearchEntry, keys: list[str], here: Here) -> Hit:
    opening, known = row.opening, row.opening_stems.split()  # type: ignore[attr-defined]
    return Hit(
        title=row.title,
        href=pages.path_of(row.page, here),
        pieces=pieces_of(opening, known, keys),
        note=row.note,
        is_sample=row.is_sample,
    )


def pieces_of(text: str, known: list[str], keys: list[str]) -> tuple[tuple[str, bool], ...]:
    """The words around the first that was asked for, cut into pieces: asked for, or not."""
    places = [
        (word.start(), word.end(), any(stem.startswith(key) for key in keys))
        for word, stem in zip(WORD.finditer(text), known, strict=False)
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


def _services(question: Question) -> Found:
    found = agency.search_services(question.words)
    hits = [
        Hit(service.name, reverse("website_service", args=[service.code]), ((service.hint, False),))
        for service in found[: question.limit]
    ]
    return Found(hits, len(found), href=reverse("website_services") if len(found) > SHOWN else "")


def _answers(question: Question) -> Found:
    page = search_answers(question.words, service=None, number=1)
    hits = [
        Hit(
            row.question[:160],
            reverse("feedback:answer", args=[row.pk]),
            ((row.answer[:180], False),),
            language=row.language,
        )
        for row in page.rows[: question.limit]
    ]
    href = f"{reverse('feedback:answers')}?{urlencode({'q': question.words})}"
    count = len(page.rows)
    return Found(hits, count, is_more=page.has_next, href=href if count > SHOWN else "")


def _offices(question: Question) -> Found:
    """Offices with all the words in their name or that of their aimag and its centre."""
    hits = []
    for place in sites.offices():
        office, aimag = place.office, place.office.aimag
        names = f"{office.name_mn} {office.name_en} {aimag.name_mn} {aimag.name_en}"
        own = stems(f"{names} {aimag.centre_mn} {aimag.centre_en}")
        if all(any(stem.startswith(key) for stem in own) for key in question.stems):
            address = f"{place.root}{path_in(question.language, '/')}"
            hits.append(Hit(office.name, address, ((office.address, False),)))
    href = reverse("website_departments") if len(hits) > question.limit else ""
    return Found(hits[: question.limit], len(hits), href=href)
