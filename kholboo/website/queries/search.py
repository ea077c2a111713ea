"""One search over everything a site shows: pages of its own and of the whole agency, services,
documents by number, published answers, words of the glossary, offices, and what houses offer.

As many questions to the database for ten thousand pages as for none.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kholboo.agency import queries as agency
from kholboo.agency.models import Service
from kholboo.core import finding
from kholboo.core.finding import Found, Hit, Question, asked
from kholboo.core.language import stems, stems_of_words
from kholboo.core.snapshot import Snapshot
from kholboo.feedback.queries.published import search_answers
from kholboo.ui.components.links import path_in
from kholboo.website.models import ServiceText
from kholboo.website.models.search import EntryKind
from kholboo.website.models.services import Part
from kholboo.website.queries import entries, sites
from kholboo.website.queries.sites import Here

MOST_WORDS = 8
SHORTEST = 2
SHOWN = 5
QUESTION, ANSWER = 160, 180  # letters of a published answer in a list


@lru_cache(maxsize=512)
def stems_of(text: str) -> tuple[str, ...]:
    return tuple(stems(text))


@dataclass(frozen=True)
class Group:
    key: str
    label: object
    found: Found


@dataclass(frozen=True)
class Sheet:
    """One sheet of one group."""

    group: Group
    number: int
    has_next: bool


@dataclass(frozen=True)
class Search:
    """`has_all`: what was found has all the words, and not only some of them."""

    words: str
    groups: list[Group] = field(default_factory=list)
    has_all: bool = True

    @property
    def count(self) -> int:
        return sum(group.found.count for group in self.groups)

    @property
    def is_more(self) -> bool:
        return any(group.found.is_more for group in self.groups)


def search(text: str, *, here: Here, language: str) -> Search:
    """Everything with all the words; without any such, everything with one of them."""
    words = asked(text)
    for question in _questions(words, language):
        groups = [group for group in _groups(question, here) if group.found.hits]
        if groups:
            # What is called so stands before what only speaks of it: an order by its number.
            groups.sort(key=lambda group: not _is_called(question, group))
            return Search(words, groups, has_all=question.needs_all)
    return Search(words)


def sheet(text: str, kind: EntryKind, number: int, *, here: Here, language: str) -> Sheet:
    """One group of pages from its beginning to its end, sheet by sheet."""
    number = min(max(1, number), entries.LAST_SHEET)
    found, has_next = Found(), False
    for question in _questions(asked(text), language):
        if entries.has_any(question, kind, here=here):
            found, has_next = entries.sheet_of(question, kind, number, here=here)
            break
    return Sheet(Group(kind.value, kind.label, found), number, has_next)


def _questions(words: str, language: str) -> Iterator[Question]:
    """First for all the words; then, where there are several, for any."""
    keys = _keys(words)
    if keys:
        question = Question(words, tuple(keys), language, SHOWN)
        yield question
        if len(keys) > 1:
            yield replace(question, needs_all=False)


def _keys(words: str) -> list[str]:
    """The first different stems; a single letter says nothing beside longer words."""
    found = list(dict.fromkeys(stems(words)))
    telling = [key for key in found if len(key) >= SHORTEST or key.isdecimal()]
    return (telling or found)[:MOST_WORDS]


def _groups(question: Question, here: Here) -> Iterator[Group]:
    of_pages = entries.best_of_each_kind(question, here)
    yield Group("services", _("Services"), _services(question))
    for source in finding.sources():
        yield Group(source.key, source.label, source.find(question))
    for kind in EntryKind:
        yield Group(kind.value, kind.label, of_pages.get(kind, Found()))
    yield Group("answers", _("Answers"), _answers(question))
    yield Group("offices", _("Offices and departments"), _offices(question))


def _fits(question: Question, known: Collection[str]) -> bool:
    met = all if question.needs_all else any
    return met(any(own.startswith(stem) for own in known) for stem in question.stems)


def _is_called(question: Question, group: Group) -> bool:
    """Whether what was asked for names any of the things of this group."""
    return any(
        _fits(question, stems_of(f"{hit.title} {hit.note} {hit.names}")) for hit in group.found.hits
    )


def _texts() -> dict[tuple[int, str], tuple[str, tuple[str, ...]]]:
    """What the page of each service says, and the stems of its words: by service and language."""
    found = {}
    for row in ServiceText.objects.select_related("locale"):
        words = " ".join(str(getattr(row, part.value)) for part in Part)
        text = " ".join(strip_tags(words.replace("<", " <")).split())
        found[row.service_id, row.locale.language_code] = (text, tuple(stems_of_words(text)))
    return found


_known_texts = Snapshot("website.shared", _texts)


def _services(question: Question) -> Found:
    """Those whose names and everyday words fit come first, then those whose pages say it."""
    texts = _known_texts.get()
    everything = agency.search_services("")
    by_name = [
        service
        for service in agency.search_services(question.words)
        if _fits(question, _names_of(service))
    ]
    by_text = [
        service
        for service in everything
        if service not in by_name
        and _fits(question, texts.get((service.pk, question.language), ("", ()))[1])
    ]
    found = by_name + by_text
    hits = [
        Hit(
            service.name,
            reverse("website_service", args=[service.code]),
            ((service.hint, False),)
            if service in by_name
            else entries.pieces_of(*texts[service.pk, question.language], question.stems),
            names=service.hint,
        )
        for service in found[: question.limit]
    ]
    href = reverse("website_services") if len(found) > question.limit else ""
    return Found(hits, len(found), href=href)


def _names_of(service: Service) -> tuple[str, ...]:
    names = (service.name_mn, service.name_en, service.hint_mn, service.hint_en)
    return stems_of(" ".join(names))


def _answers(question: Question) -> Found:
    page = search_answers(question.words, service=None, number=1, needs_all=question.needs_all)
    hits = [
        Hit(
            row.question[:QUESTION],
            reverse("feedback:answer", args=[row.pk]),
            ((row.answer[:ANSWER], False),),
            language=row.language,
        )
        for row in page.rows[: question.limit]
    ]
    count = len(page.rows)
    href = f"{reverse('feedback:answers')}?{urlencode({'q': question.words})}"
    href = href if count > question.limit else ""
    return Found(hits, count, is_more=page.has_next, href=href)


def _offices(question: Question) -> Found:
    """By their name and that of their aimag and its centre."""
    hits = []
    for place in sites.offices():
        office, aimag = place.office, place.office.aimag
        names = f"{office.name_mn} {office.name_en} {aimag.name_mn} {aimag.name_en}"
        if _fits(question, stems_of(f"{names} {aimag.centre_mn} {aimag.centre_en}")):
            address = f"{place.root}{path_in(question.language, '/')}"
            hits.append(Hit(office.name, address, ((office.address, False),)))
    href = reverse("website_departments") if len(hits) > question.limit else ""
    return Found(hits[: question.limit], len(hits), href=href)
